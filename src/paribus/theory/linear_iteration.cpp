#include "paribus/theory/linear_iteration.hpp"

#include <array>

namespace paribus {
namespace {

using Square = std::array<double, 4>;  // row-major 2 x 2

Square product(const Square& a, const Square& b) {
  return {a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]};
}

Square power(Square a, std::uint64_t t) {
  Square out{1, 0, 0, 1};
  for (; t; t /= 2, a = product(a, a))
    if (t % 2) out = product(out, a);
  return out;
}

}  // namespace

std::optional<double> left_over(const std::string& optimizer, double h, double b, double l, std::uint64_t t) {
  const double shrink = 1 - h * l;
  if (optimizer == "gradient_descent") return power({shrink, 0, 1, 0}, t)[0];
  if (optimizer == "momentum") {
    const Square a = power({1 + b - h * l, -b, 1, 0}, t);
    return a[0] + a[1];  // e(-1) = e(0): the ball starts at rest
  }
  if (optimizer == "nesterov") {
    // The stored point looks ahead: y(0) = x(0), x(1) = (1-hl) y(0), y(t) = x(t) + b (x(t) - x(t-1)), so
    // y(t+1) = (1+b)(1-hl) y(t) - b (1-hl) y(t-1) with (1-hl) y(-1) := x(0) = y(0).
    if (t == 0) return 1.0;
    const double y1 = (1 + b) * shrink - b;
    const Square a = power({(1 + b) * shrink, -b * shrink, 1, 0}, t - 1);
    return a[0] * y1 + a[1];
  }
  return {};
}

}  // namespace paribus
