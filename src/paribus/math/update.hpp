#pragma once
// One step of an optimizer in one pass over its numbers: theta += rate * (a direction made of f and the memory).

#include "paribus/math/mirror.hpp"

namespace paribus::kernel {

// f and memory are in T, theta is float64. What the pairs' mirror names is moved in float32 instead: low + rate * direction
// is added to high, and the sum of two (Knuth, TAOCP 2, section 4.2.2) leaves in high what float32 can hold and in low the
// rest; theta is left behind there. (For T = double there are no pairs.)
// (Their rate is rounded to float32, as the direction is.)
// Each returns f.f: for T = double the same bits as dot(f, f) of math/vector.hpp, for T = float to 1e-6 of it.

/// f
template <class T> double euler(double h, std::span<T> f, Span theta, const Pairs* = nullptr);
/// v <- beta v + f
template <class T> double heavy_ball(double h, double beta, std::span<T> f, std::span<T> v, Span theta, const Pairs* = nullptr);
/// v <- beta v + f;  f + beta v
template <class T> double nesterov(double h, double beta, std::span<T> f, std::span<T> v, Span theta, const Pairs* = nullptr);
struct AdamStep { double rate, beta1, beta2, epsilon, correction; };
/// m <- beta1 m + (1 - beta1) f,  v <- beta2 v + (1 - beta2) f^2;  m / (sqrt(v * correction) + epsilon)
template <class T>
double adam(const AdamStep&, std::span<T> f, std::span<T> m, std::span<T> v, Span theta, const Pairs* = nullptr);

}  // namespace paribus::kernel
