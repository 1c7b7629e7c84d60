// The page of a table says what the terminal says.
#include "paribus/report/described.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "fixture.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/report/page.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

const Drawing& named(const std::vector<Drawing>& all, const std::string& id) {
  const auto at = std::ranges::find(all, id, &Drawing::id);
  if (at == all.end()) throw std::runtime_error("no figure " + id);
  return *at;
}

std::string ids(const Answer& a) {
  std::string out;
  for (const auto& d : drawings(a)) out += d.id + " ";
  return out;
}

std::string told(const Answer& a) {
  std::string out;
  for (const auto& line : answers(a)) out += plain(line) + "\n";
  return out;
}

double number(const Json& row, const char* member) { return std::get<double>(row.find(member)->is); }
std::string word(const Json& row, const char* member) { return std::get<std::string>(row.find(member)->is); }

/// The cells of a line of the terminal's table.
std::vector<std::string> cells(const std::string& text, const std::string& name) {
  std::vector<std::string> out;
  auto at = text.find("\n  " + name + "  ");
  if (at == text.npos) return out;
  const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
  for (at = 0; (at = line.find_first_not_of(' ', at)) != line.npos;) {
    const auto end = std::min(line.find("  ", at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end;
  }
  return out;
}

void says_the_same(const Dataset& data) {
  const Diagnosis found(data);
  const Answer a = answer_of_dataset(found);
  const auto drawn = drawings(a);
  const std::string text = describe(data), further = diagnosis(data), page = content(a, drawn).text(), said = told(a);
  const Table& table = named(drawn, "columns").table;
  ASSERT_EQ(table.rows.size(), data.columns.size());
  for (const auto& row : table.rows) {   // cell by cell, without the empty ones and what the page adds
    std::vector<std::string> mine(row.begin(), row.end() - 2);
    std::erase(mine, "");
    EXPECT_EQ(mine, cells(text, row[0])) << row[0];
  }
  EXPECT_EQ(text.substr(text.find(": ") + 2, text.find('\n') - text.find(": ") - 2) + ".", plain(deck(a)));
  const Geometry& g = found.geometry;
  for (const auto& words : {condition_words(g), leverage_words(g), close_words(g)}) EXPECT_NE(further.find(text::plain(words)), std::string::npos) << words;
  EXPECT_EQ(text::lower_first(named(drawn, "singular").finding).find(condition_words(g)), 0u);
  EXPECT_NE(named(drawn, "leverage").finding.find(leverage_words(g)), std::string::npos);
  EXPECT_NE(said.find(text::upper_first(condition_words(g))), std::string::npos);
  for (const auto& s : found.suspicions) {
    EXPECT_NE(further.find("  - " + s.text + "\n"), std::string::npos);
    const auto row = std::ranges::find(table.rows, short_name(s.column), [](const auto& r) { return r[0]; });
    if (row == table.rows.end()) EXPECT_NE(said.find(s.text), std::string::npos) << s.text;   // of rows
    else EXPECT_NE(row->back().find(s.text), std::string::npos) << s.text;
  }
  if (data.task() == Task::classification) {
    for (const auto& row : named(drawn, "classes").table.rows) EXPECT_NE(text.find(row[0] + " " + row[1]), std::string::npos) << row[0];
  }
  EXPECT_NE(page.find(data.provenance.sha256), std::string::npos);
}

TEST(Described, SaysWhatTheTerminalSays) {
  says_the_same(load("iris"));
  says_the_same(load("diabetes"));
  says_the_same(sample::mixed());
}

TEST(Described, FindsWhatIsThere) {
  const std::string said = told(sample::described());
  for (const char* part : {"fields are missing, in 3 of 9 columns; most in 'city', ", "Likely leakage: 'copy' tells the class of 'y' in every row: is it known before the target is?\n",
                           "Likely an identifier: 'number' has another value in every row", "Likely time: 'sold_date' looks like time", "No row repeats an earlier one.",
                           "Some columns say nothing new. Constant: 'flat'. Duplicates: 'twice' (like 'age').", "'no' is the largest of 2 classes, with ",
                           "Values far from all others: '<img src=x onerror=alert(1)>' has 1 value far from all others: the farthest is 9999 in row 41",
                           "Condition number infinite, for some columns are sums of others; effective rank ", " Close: 'age' and 'twice' (correlation 1.00)."})
    EXPECT_NE(said.find(part), std::string::npos) << part << "\nin\n" << said;
}

TEST(Described, SaysSoWhenNothingIsFound) {
  const std::string said = told(answer_of_dataset(Diagnosis(load("iris"))));
  for (const char* part : {"Nothing is missing.\n", "No column tells the target.\n", "No column looks like an identifier.\n", "No column looks like time.\n", "1 row repeats an earlier one.\n",
                           "No column is constant or repeats another.\n", "Each of the 3 classes has 50 rows.\n", "No value lies far from all others of its column.\n"})
    EXPECT_NE(said.find(part), std::string::npos) << part << "\nin\n" << said;
}

TEST(Described, DrawsEveryNumberOnce) {
  const Diagnosis found(sample::mixed());
  const auto drawn = drawings(answer_of_dataset(found));
  // Every row of a tile, a value and a leverage is the geometry's.
  const Geometry& g = found.geometry;
  const Drawing &tiles = named(drawn, "correlations"), &singular = named(drawn, "singular"), &leverage = named(drawn, "leverage");
  ASSERT_EQ(tiles.rows.size(), g.names.size() * g.names.size());
  for (std::size_t i = 0; i < tiles.rows.size(); ++i) EXPECT_EQ(number(tiles.rows[i], "correlation"), g.correlation.values[i]);
  ASSERT_EQ(g.singular.back(), 0);   // 'twice' is 'age' again
  ASSERT_EQ(singular.rows.size(), g.singular.size());   // but that one, and the effective rank
  for (std::size_t i = 0; i + 1 < g.singular.size(); ++i) EXPECT_EQ(number(singular.rows[i], "value"), g.singular[i]);
  EXPECT_EQ(number(singular.rows.back(), "at"), g.effective_rank);
  EXPECT_NE(singular.caption.find("1 value is no more than rounding leaves of 0, and not drawn"), std::string::npos) << singular.caption;
  ASSERT_EQ(leverage.rows.size(), g.rows + 1);
  // A histogram is as high as its fullest part, in the order of the file but for the target.
  const auto& rows = named(drawn, "columns").rows;
  EXPECT_EQ(word(rows[0], "panel"), "y");
  EXPECT_EQ(word(rows[0], "what"), "no");   // the most frequent level first
  EXPECT_EQ(number(rows[0], "height"), 1);
  std::vector<std::string> days;
  for (const auto& row : rows)
    if (word(row, "panel") == "sold_date" && word(row, "kind") == "numbers") days.push_back(word(row, "what") + ": " + word(row, "rows"));
  EXPECT_EQ(days, (std::vector<std::string>{"0: 24 (20\u00a0%)", "1: 24 (20\u00a0%)", "2: 24 (20\u00a0%)", "3: 24 (20\u00a0%)", "4: 24 (20\u00a0%)"}));
}

TEST(Described, MarksTheRowsOfHighLeverage) {
  const auto drawn = drawings(answer_of_dataset(Diagnosis(load("diabetes"))));
  std::size_t high = 0;
  for (const auto& row : named(drawn, "leverage").rows) high += word(row, "kind") == "high";
  EXPECT_EQ(high, 7u);
}

TEST(Described, IsBoundedAndSaysSo) {
  const auto drawn = drawings(answer_of_dataset(Diagnosis(load("digits"))));
  EXPECT_NE(named(drawn, "columns").caption.find("The first 48 of 65 columns, the target before the others."), std::string::npos);
  EXPECT_NE(named(drawn, "correlations").caption.find("all but the first 30 of 61."), std::string::npos) << named(drawn, "correlations").caption;
  EXPECT_NE(named(drawn, "leverage").caption.find("drawn are the 1\u202f000 rows of most leverage, of 1\u202f797."), std::string::npos) << named(drawn, "leverage").caption;
  EXPECT_EQ(named(drawn, "leverage").rows.size(), 1001u);
  EXPECT_TRUE(named(drawn, "columns").open);
}

TEST(Described, NamesThatLookAlikeStayApart) {
  const std::string name(40, 'n');
  const auto drawn = drawings(answer_of_dataset(Diagnosis(read_csv({"t.csv", name + "a," + name + "b,y\n1,9,0.5\n2,4,1.5\n4,3,2.5\n9,1,7.5\n"}, ""))));
  const auto& tiles = named(drawn, "correlations").rows;
  ASSERT_EQ(tiles.size(), 4u);
  EXPECT_NE(word(tiles[0], "b"), word(tiles[1], "b"));
}

TEST(Described, SmallTablesHaveFewerFigures) {
  const auto of = [](const char* text) { return ids(answer_of_dataset(Diagnosis(read_csv({"t.csv", text}, "")))); };
  EXPECT_EQ(of("a,y\n1,0.5\n"), "columns ");
  EXPECT_EQ(of("a,y\n,0.5\n,1.5\n"), "columns ");
  EXPECT_EQ(of("a,y\nx,u\nz,v\n"), "columns classes ");
  EXPECT_EQ(of("a,y\n1,0.5\n2,1.5\n3,9.5\n"), "columns leverage ");
  EXPECT_EQ(ids(sample::flagship()).find("columns"), std::string::npos);
}

}  // namespace
}  // namespace paribus
