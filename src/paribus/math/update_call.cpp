// The public steps: a call through the table of the instruction set in use.
#include "paribus/math/update_table.hpp"

namespace paribus::kernel {

using update::table;

template <class T> double euler(double h, std::span<T> f, Span theta, const Pairs* pairs) {
  return table<T>().euler(h, f, theta, pairs);
}
template <class T> double heavy_ball(double h, double beta, std::span<T> f, std::span<T> v, Span theta, const Pairs* pairs) {
  return table<T>().heavy_ball(h, beta, f, v, theta, pairs);
}
template <class T> double nesterov(double h, double beta, std::span<T> f, std::span<T> v, Span theta, const Pairs* pairs) {
  return table<T>().nesterov(h, beta, f, v, theta, pairs);
}
template <class T>
double adam(const AdamStep& s, std::span<T> f, std::span<T> m, std::span<T> v, Span theta, const Pairs* pairs) {
  return table<T>().adam(s, f, m, v, theta, pairs);
}
void split(View theta, const Pairs& pairs) { table<float>().split(theta, pairs); }
void join(const Pairs& pairs, Span theta) {
  table<float>().join(pairs, theta);
  pairs.mirror.of = nullptr;
}

#define PARIBUS_UPDATES(T)                                                                              \
  template double euler(double, std::span<T>, Span, const Pairs*);                                      \
  template double heavy_ball(double, double, std::span<T>, std::span<T>, Span, const Pairs*);           \
  template double nesterov(double, double, std::span<T>, std::span<T>, Span, const Pairs*);             \
  template double adam(const AdamStep&, std::span<T>, std::span<T>, std::span<T>, Span, const Pairs*);
PARIBUS_UPDATES(float)
PARIBUS_UPDATES(double)
#undef PARIBUS_UPDATES

}  // namespace paribus::kernel
