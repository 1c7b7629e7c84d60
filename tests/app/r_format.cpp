// Tables of coefficients, character by character as R prints them (tests/reference/make_r_tables.py).
#include "app/r_format.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace paribus {
namespace {

std::vector<std::string> lines(const nlohmann::json& table) {
  Vector estimate, error, statistic, p;
  for (const auto& row : table["rows"]) {
    estimate.push_back(row[0]), error.push_back(row[1]), statistic.push_back(row[2]), p.push_back(row[3]);
  }
  const auto made = r::coefficients(estimate, error, statistic, p, table["statistic"]);
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < made.headings.size(); ++c) {
    widths.push_back(made.headings[c].size());
    for (const auto& row : made.rows) widths[c] = std::max(widths[c], row[c].size());
  }
  std::vector<std::string> out;
  const auto add = [&](const std::string& name, const std::vector<std::string>& cells) {
    std::string line = name;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::string blanks(widths[c] - cells[c].size(), ' ');
      line += " " + (made.headings[c].empty() ? cells[c] + blanks : blanks + cells[c]);
    }
    out.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
  };
  add("  ", made.headings);
  for (std::size_t i = 0; i < made.rows.size(); ++i) add("v" + std::to_string(i), made.rows[i]);
  return out;
}

TEST(RFormat, TablesAreThoseOfR) {
  const auto all = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/r_tables.json"))["tables"];
  ASSERT_GT(all.size(), 40u);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(lines(all[i]), all[i]["lines"].get<std::vector<std::string>>()) << "table " << i;
}

TEST(RFormat, WhatIsNotKnownHasNoColumn) {
  const Vector none(2, NAN);
  const auto t = r::coefficients(Vector{1.5, 2}, none, none, none, "t");
  EXPECT_EQ(t.headings, std::vector<std::string>{"Estimate"});
  EXPECT_EQ(t.rows[1], std::vector<std::string>{"2.0"});
}

}  // namespace
}  // namespace paribus
