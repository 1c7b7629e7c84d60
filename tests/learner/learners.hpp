#pragma once
// Learners on built-in sets, divided as tests/reference/make_learners.py divides them.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/learner/learner.hpp"

namespace paribus::divided {

inline const nlohmann::json& reference() {
  static const auto all = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/learners.json"));
  return all;
}

/// Row i is a test row of fold i mod 3. Features as they are, or as float32 holds them; targets as they are.
inline Prepared fold(const std::string& name, std::size_t f, bool single = false) {
  const bool high = name == "diabetes_high";
  const Dataset table = load(high ? "diabetes" : name);
  Prepared out;
  out.dataset = name, out.target = "target";
  out.task = high ? Task::classification : table.task();
  std::vector<const Column*> features;
  for (const auto& c : table.columns)
    if (c.role == Role::feature) features.push_back(&c), out.features.push_back(c.name);
  const Column& y = *table.target();
  const std::size_t k = high ? 2 : table.task() == Task::classification ? y.categories.size() : 1;
  for (std::size_t c = 0; c < k; ++c) out.classes.push_back(high || k == 1 ? std::to_string(c) : y.categories[c]);
  std::size_t counts[2] = {};
  for (std::size_t i = 0; i < table.rows(); ++i) ++counts[i % 3 == f];
  Examples* parts[] = {&out.train, &out.test};
  for (int p = 0; p < 2; ++p) parts[p]->x = Matrix(counts[p], features.size()), parts[p]->y = Matrix(counts[p], k);
  std::size_t at[2] = {};
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const bool test = i % 3 == f;
    Examples& e = *parts[test];
    const std::size_t r = at[test]++;
    for (std::size_t j = 0; j < features.size(); ++j) e.x(r, j) = single ? static_cast<double>(static_cast<float>(features[j]->values[i])) : features[j]->values[i];
    const double target = high ? y.values[i] > 140 : y.values[i];
    if (out.task == Task::regression) {
      e.y(r, 0) = target;
      continue;
    }
    e.y(r, static_cast<std::size_t>(target)) = 1;
    e.label.push_back(static_cast<std::int32_t>(target));
  }
  return out;
}

inline std::unique_ptr<Fitted> fitted(const std::string& learner, const Choices& settings, const Prepared& data, std::uint64_t replicate = 0) {
  return get(learners(), learner, "model").make(Settings{settings, ""})->fit(data, {1, replicate, "start"});
}

inline Choices choices(const nlohmann::json& c, std::initializer_list<const char*> names) {
  Choices out;
  for (const char* name : names) {
    const auto& v = c.at(name);
    if (v.is_string()) out[name] = {v.get<std::string>()};
    else if (v.is_number_integer()) out[name] = {v.get<std::int64_t>()};
    else out[name] = {v.get<double>()};
  }
  return out;
}

/// Every number of z beside the reference's.
inline void expect_equal(const Matrix& z, const nlohmann::json& rows, double tolerance, const std::string& what) {
  ASSERT_EQ(z.rows, rows.size()) << what;
  for (std::size_t i = 0; i < z.rows; ++i)
    for (std::size_t c = 0; c < z.columns; ++c) {
      const double expected = rows[i][c];
      ASSERT_NEAR(z(i, c), expected, tolerance * (1 + std::abs(expected))) << what << ", row " << i << ", column " << c;
    }
}

/// The message of the Error that fitting throws.
inline std::string refusal(const std::string& learner, const Choices& settings, const Prepared& data) {
  try {
    fitted(learner, settings, data);
  } catch (const Error& e) {
    return e.what();
  }
  return "fitted";
}

}  // namespace paribus::divided
