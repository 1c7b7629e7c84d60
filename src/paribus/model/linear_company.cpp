#include "paribus/model/linear_company.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "paribus/model/risk.hpp"

namespace paribus {
namespace {

constexpr std::size_t seats_of_all = kernel::lanes<float>;

}  // namespace

LinearCompany::LinearCompany(Shape shape, std::shared_ptr<const Packed> packed, const Loss& loss, double l2)
    : shape_{shape}, layout_{{"output.weights", 0, shape.features, shape.outputs, false},
                             {"output.bias", shape.features * shape.outputs, 1, shape.outputs, true}},
      packed_{std::move(packed)}, loss_{loss}, l2_{l2}, feed_{shape},
      weights_(kernel::panel_size<float>(shape.features, shape.outputs * seats_of_all)), bias_(shape.outputs * seats_of_all),
      gradient_((shape.features + 1) * shape.outputs * seats_of_all),
      z_{Feed<float>::capacity, shape.outputs * seats_of_all}, dz_{Feed<float>::capacity, shape.outputs * seats_of_all} {}

void LinearCompany::directions(std::span<const View> theta, const Draw& draw, std::span<double> value,
                               std::span<const std::span<float>> out) {
  if (theta.size() > seats_of_all) throw std::length_error("a company has sixteen seats");
  const std::size_t d = shape_.features, k = shape_.outputs, columns = k * seats_of_all;
  std::array<const double*, seats_of_all> weights, biases;
  for (std::size_t r = 0; r < theta.size(); ++r) weights[r] = theta[r].data(), biases[r] = theta[r].data() + d * k;
  const kernel::Panels<float> w{weights_.data(), d, columns}, b{bias_.data(), 1, columns};
  kernel::pack_company<float>({weights.data(), theta.size()}, d, k, w);
  kernel::pack_company<float>({biases.data(), theta.size()}, 1, k, b);

  const std::size_t n = Feed<float>::count(*packed_, draw.rows);
  const double scale = -1 / static_cast<double>(n);  // a direction is minus the gradient
  const bool several = Feed<float>::blocks(n) > 1;
  if (several) sum_.resize(gradient_.size());
  std::array<double, seats_of_all> sums{};
  feed_.each(*packed_, draw.rows, [&](const auto& part) {
    const Rows<float> z = z_.first(part.x.rows), dz = dz_.first(part.x.rows);
    kernel::product<float>(part.x, w, {bias_.data(), 0}, kernel::Activation::identity, z);
    std::array<double, seats_of_all> of_block{};
    loss_.evaluate(Rows<const float>(z), part.y, dz, of_block);
    for (std::size_t r = 0; r < seats_of_all; ++r) sums[r] += of_block[r];
    const Rows<const float> seen = dz;
    if (several) {
      kernel::weight_gradient(part.x, seen, scale, part.block > 0, sum_.data());
      kernel::bias_gradient(seen, scale, part.block > 0, sum_.data() + d * columns);
    } else {
      kernel::weight_gradient(part.x, seen, scale, false, gradient_.data());
      kernel::bias_gradient(seen, scale, false, gradient_.data() + d * columns);
    }
  });
  if (several) std::ranges::transform(sum_, gradient_.begin(), [](double g) { return static_cast<float>(g); });

  std::array<float*, seats_of_all> to;
  for (std::size_t r = 0; r < out.size(); ++r) to[r] = out[r].data();
  kernel::unpack_company<float>(gradient_.data(), d + 1, k, {to.data(), out.size()});  // the biases are one more row
  for (std::size_t r = 0; r < theta.size(); ++r)
    value[r] = sums[r] / static_cast<double>(n) + penalize(layout_, l2_, theta[r], -1, out[r]);
}

}  // namespace paribus
