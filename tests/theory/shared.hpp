#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "paribus/theory/theory.hpp"

namespace paribus {

inline const Theory& theory(std::string_view name) {
  static std::map<std::string, std::unique_ptr<const Theory>> made;
  auto& t = made[std::string(name)];
  if (!t) t = get(theories(), name, "theory").make(Settings{});
  return *t;
}

/// The prediction, or a failed test that says why there is none.
inline Prediction foretold(std::string_view name, const Facts& facts, const Words& words = {}) {
  const auto p = theory(name).predict(facts, words);
  EXPECT_TRUE(p) << name << ": " << theory(name).objection(facts, words);
  return p ? *p : Prediction{"", Vector(9, std::nan("")), {}, {}, "", ""};
}
inline double value(std::string_view name, const Facts& facts, const Words& words = {}) {
  return foretold(name, facts, words).values.at(0);
}

/// Of tests/reference/make_theory.py.
inline nlohmann::json reference(const char* part) {
  return nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/theory.json")).at(part);
}

using Assumption = Prediction::Assumption;
using Kind = Prediction::Kind;

}  // namespace paribus
