#include "paribus/learner/divisor.hpp"

#include <cmath>

namespace paribus {
namespace {

/// The running product beta2^t stands in scalars[1].
template <class T>
Vector adam(std::span<const T> v, double beta2_t, double epsilon) {
  Vector out;
  for (const T x : v) out.push_back(std::sqrt(static_cast<double>(x) / (1 - beta2_t)) + epsilon);
  return out;
}

}  // namespace

double setting(const OptimizerSettings& o, std::string_view name) {
  for (const auto& a : o.part)
    if (a.name == name) return std::get<double>(a.value.is);
  return std::nan("");
}

std::optional<Vector> divisor(const Phase& z, const OptimizerSettings& o) {
  if (o.kind != "adam") return {};
  Memory v = z.slots[1];
  const double epsilon = setting(o, "epsilon");
  return v.precision() == Precision::float32 ? adam<float>(v.as<float>(), z.scalars[1], epsilon)
                                             : adam<double>(v.as<double>(), z.scalars[1], epsilon);
}

}  // namespace paribus
