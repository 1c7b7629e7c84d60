#include "paribus/model/network_pass.hpp"

#include <algorithm>
#include <cassert>

namespace paribus {
namespace {

Shape shape_of(const std::vector<Layer>& layers) { return {layers.front().in, layers.back().out}; }

std::size_t parameters(const std::vector<Layer>& layers) { return layers.back().bias + layers.back().out; }

}  // namespace

template <class T>
NetworkPass<T>::NetworkPass(std::vector<Layer> all, kernel::Activation activation,
                            std::shared_ptr<const Packed> packed, const Loss& loss)
    : layers_{std::move(all)}, activation_{activation}, packed_{std::move(packed)}, loss_{loss},
      sweep_{layers_, activation_}, trace_{layers_, Feed<T>::capacity}, feed_{shape_of(layers_)} {
  assert(packed_->features == layers_.front().in && packed_->outputs == layers_.back().out);
  packed_->x<T>();  // so that no step pays for the making of the rows
}

template <class T>
double NetworkPass<T>::evaluate(View theta, std::span<const std::uint32_t> rows, double weight, std::span<float> gradient) {
  if constexpr (std::is_same_v<T, float>)
    if (Feed<T>::blocks(Feed<T>::count(*packed_, rows)) == 1) return run(theta, rows, weight, gradient);
  sum_.resize(gradient.size());
  const double loss = run(theta, rows, weight, Span{sum_});
  std::transform(sum_.begin(), sum_.end(), gradient.begin(), [](double g) { return static_cast<float>(g); });
  return loss;
}

template <class T>
template <class G>
double NetworkPass<T>::run(View theta, std::span<const std::uint32_t> rows, double weight, std::span<G> gradient) {
  assert(theta.size() == parameters(layers_) && (gradient.empty() || gradient.size() == theta.size()));
  sweep_.read(theta, !gradient.empty());
  const double n = static_cast<double>(Feed<T>::count(*packed_, rows));
  double loss = 0;
  feed_.each(*packed_, rows, [&](const auto& part) {
    const std::size_t size = part.x.rows;
    const Rows<T> z = sweep_.forward(part.x, trace_);
    loss += loss_.evaluate(Rows<const T>(z), part.y, trace_.da.back().first(size));
    if (gradient.empty()) return;
    sweep_.backward(size, trace_);
    sweep_.gradient(part.x, trace_, weight / n, part.block > 0, gradient);
  });
  return loss / n;
}

template <class T>
void NetworkPass<T>::hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out, Precision precision) {
  assert(theta.size() == parameters(layers_) && v.size() == theta.size() && out.size() == theta.size());
  const auto by = [&]<class C>(std::unique_ptr<Curvature<C>>& curvature) {
    if (!curvature) curvature = std::make_unique<Curvature<C>>(layers_, activation_, packed_, loss_);
    curvature->multiply(theta, rows, v, out);
  };
  if (precision == Precision::float32) by(narrow_curvature_);
  else by(curvature_);
}

template <class T>
Matrix NetworkPass<T>::predict(View theta, const Packed& examples) {
  assert(examples.features == layers_.front().in);
  sweep_.read(theta, false);
  const Rows<const T> x = examples.x<T>();
  Matrix out(examples.size, layers_.back().out);
  for (std::size_t from = 0; from < x.rows; from += Feed<T>::capacity) {
    const std::size_t size = std::min(Feed<T>::capacity, x.rows - from);
    const Rows<T> z = sweep_.forward({x[from], size, x.columns, x.stride}, trace_);
    for (std::size_t i = 0; i < size; ++i) std::copy_n(z[i], z.columns, out.row(from + i).data());
  }
  loss_.link(out);
  return out;
}

template class NetworkPass<float>;
template class NetworkPass<double>;

}  // namespace paribus
