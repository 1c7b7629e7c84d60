#pragma once
// What the instruction sets do differently: update.cpp fills one table per set and takes the one of target().

#include "paribus/math/update.hpp"

namespace paribus::kernel::update {

template <class T>
struct Table {
  double (*euler)(double, std::span<T>, Span, const Pairs*);
  double (*heavy_ball)(double, double, std::span<T>, std::span<T>, Span, const Pairs*);
  double (*nesterov)(double, double, std::span<T>, std::span<T>, Span, const Pairs*);
  double (*adam)(const AdamStep&, std::span<T>, std::span<T>, std::span<T>, Span, const Pairs*);
  void (*split)(View, const Pairs&);
  void (*join)(const Pairs&, Span);
};
template <class T>
const Table<T>& table();  ///< of target()

}  // namespace paribus::kernel::update
