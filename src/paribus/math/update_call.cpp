// The public steps: a call through the table of the instruction set in use.
#include "paribus/math/update_table.hpp"

namespace paribus::kernel {

using update::table;

template <class T> double euler(double h, std::span<T> f, Span theta) { return table<T>().euler(h, f, theta); }
template <class T> double heavy_ball(double h, double beta, std::span<T> f, std::span<T> v, Span theta) {
  return table<T>().heavy_ball(h, beta, f, v, theta);
}
template <class T> double nesterov(double h, double beta, std::span<T> f, std::span<T> v, Span theta) {
  return table<T>().nesterov(h, beta, f, v, theta);
}
template <class T> double adam(const AdamStep& s, std::span<T> f, std::span<T> m, std::span<T> v, Span theta) {
  return table<T>().adam(s, f, m, v, theta, nullptr);
}
double adam(const AdamStep& s, std::span<float> f, std::span<float> m, std::span<float> v, Span theta, const Pairs& pairs) {
  return table<float>().adam(s, f, m, v, theta, &pairs);
}

#define PARIBUS_UPDATES(T)                                                                       \
  template double euler(double, std::span<T>, Span);                                             \
  template double heavy_ball(double, double, std::span<T>, std::span<T>, Span);                  \
  template double nesterov(double, double, std::span<T>, std::span<T>, Span);                    \
  template double adam(const AdamStep&, std::span<T>, std::span<T>, std::span<T>, Span);
PARIBUS_UPDATES(float)
PARIBUS_UPDATES(double)
#undef PARIBUS_UPDATES

}  // namespace paribus::kernel
