#pragma once
#include <gtest/gtest.h>

#include "paribus/evidence/judge.hpp"

namespace paribus {

inline std::vector<Verdict> judged(const char* judge, const std::vector<Vector>& differences, const Family& family = {}) {
  std::vector<Comparison> all;
  for (const Vector& d : differences) all.push_back({d});
  return get(judges(), judge, "judge").make({})->judge(all, family);
}

inline std::vector<Vector> rows(const Vector& values, std::size_t length) {
  std::vector<Vector> out;
  for (std::size_t i = 0; i < values.size(); i += length)
    out.emplace_back(values.begin() + static_cast<std::ptrdiff_t>(i), values.begin() + static_cast<std::ptrdiff_t>(i + length));
  return out;
}

/// The message of the Error that `act` throws; empty if it throws none.
template <class Act>
std::string message(Act act) {
  try {
    act();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

inline bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace paribus
