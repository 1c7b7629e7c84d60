#include "paribus/model/residual_pass.hpp"

#include <algorithm>

namespace paribus {

template <class T>
ResidualPass<T>::ResidualPass(std::vector<Layer> all, kernel::Activation activation, double step,
                              std::shared_ptr<const Packed> packed, const Loss& loss)
    : layers_{std::move(all)}, activation_{activation}, step_{step}, packed_{std::move(packed)}, loss_{loss} {
  packed_->x<T>();  // so that no step pays for the making of the rows
  place<T>();
}

template <class T>
template <class C>
auto ResidualPass<T>::place() -> Place<C>& {
  auto& kept = [this]() -> auto& {
    if constexpr (std::is_same_v<C, float>) return narrow_;
    else return wide_;
  }();
  if (!kept) kept = std::make_unique<Place<C>>(*this);
  return *kept;
}

template <class T>
double ResidualPass<T>::evaluate(View theta, std::span<const std::uint32_t> rows, double weight, Span gradient) {
  auto& [sweep, trace, feed, tangent] = place<T>();
  sweep.read(theta, !gradient.empty());
  const double n = static_cast<double>(Feed<T>::count(*packed_, rows));
  double loss = 0;
  feed.each(*packed_, rows, [&, &sweep = sweep, &trace = trace](const auto& part) {
    const Rows<T> z = sweep.forward(part.x, trace);
    loss += loss_.evaluate(Rows<const T>(z), part.y, trace.da.back().first(part.x.rows));
    if (gradient.empty()) return;
    sweep.backward(part.x.rows, trace);
    sweep.gradient(part.x, trace, weight / n, part.block > 0, gradient);
  });
  return loss / n;
}

template <class T>
double ResidualPass<T>::evaluate(View theta, std::span<const std::uint32_t> rows, double weight,
                                 std::span<float> gradient) {
  sum_.resize(gradient.size());
  const double loss = evaluate(theta, rows, weight, Span{sum_});
  std::transform(sum_.begin(), sum_.end(), gradient.begin(), [](double g) { return static_cast<float>(g); });
  return loss;
}

template <class T>
template <class C>
void ResidualPass<T>::multiply(View theta, std::span<const std::uint32_t> rows, View v, Span out) {
  Place<C>& at = place<C>();
  if (!at.tangent) at.tangent = std::make_unique<ResidualTangent<C>>(at.sweep, Feed<C>::capacity);
  at.sweep.read(theta, true);
  at.tangent->read(v);
  const double n = static_cast<double>(Feed<C>::count(*packed_, rows));
  at.feed.each(*packed_, rows, [&](const auto& part) {
    const std::size_t size = part.x.rows;
    const Rows<C> z = at.sweep.forward(part.x, at.trace);
    loss_.evaluate(Rows<const C>(z), part.y, at.trace.da.back().first(size));
    at.sweep.backward(size, at.trace);
    const Rows<C> rz = at.tangent->forward(part.x, at.trace);
    loss_.curvature(Rows<const C>(z), part.y, Rows<const C>(rz), at.tangent->error(size));
    at.tangent->backward(part.x, at.trace, 1 / n, part.block > 0, out);
  });
}

template <class T>
void ResidualPass<T>::hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out,
                                     Precision precision) {
  if (precision == Precision::float32) multiply<float>(theta, rows, v, out);
  else multiply<double>(theta, rows, v, out);
}

template <class T>
Matrix ResidualPass<T>::predict(View theta, const Packed& examples) {
  Place<T>& at = place<T>();
  at.sweep.read(theta, false);
  Matrix out(examples.size, layers_.back().out);
  double* to = out.values.data();
  at.feed.each(examples, {}, [&](const auto& part) {
    const Rows<T> z = at.sweep.forward(part.x, at.trace);
    for (std::size_t i = 0; i < z.rows; ++i) to = std::copy_n(z[i], z.columns, to);
  });
  loss_.link(out);
  return out;
}

template class ResidualPass<float>;
template class ResidualPass<double>;

}  // namespace paribus
