#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "paribus/design/design.hpp"
#include "paribus/math/normal.hpp"

namespace paribus {

template <class T>
Value value(T x) {
  Value v;
  v.is = x;
  return v;
}

inline Factor levels(const std::string& address, std::size_t n) {
  Factor f;
  f.address = address;
  for (std::size_t l = 0; l < n; ++l) f.levels.push_back(value(static_cast<std::int64_t>(l)));
  return f;
}

inline Factor rates(double from, double to, std::size_t n) {
  Factor f;
  f.address = "optimizer.learning_rate";
  f.range = f.logarithmic = true;
  f.from = from;
  f.to = to;
  for (std::size_t l = 0; l < n; ++l)
    f.levels.push_back(value(from * std::pow(to / from, static_cast<double>(l) / static_cast<double>(n - 1))));
  return f;
}

inline std::unique_ptr<const Design> design(const char* name, const Choices& choices = {}) {
  return get(designs(), name, "design").make(Settings(choices, ""));
}

inline std::string message(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}
inline bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline Matrix single(const Vector& y) {
  Matrix m(y.size(), 1);
  m.values = y;
  return m;
}

const StreamName stream{1, 0, "design"};

}  // namespace paribus
