// Hessian products in both precisions, and what is remembered between them: time, never bits.
#include "paribus/model/curvature.hpp"

#include <gtest/gtest.h>

#include "networks.hpp"

namespace paribus {
namespace {

const std::vector<std::size_t> hidden{7, 5};

struct Case {
  std::vector<Layer> all = layers({9, 4}, hidden);
  std::shared_ptr<const Packed> packed = pack(trial::examples(300, 9, 4, true), Precision::float32);  // three blocks
  std::unique_ptr<const Loss> loss = trial::loss("cross_entropy");
  Vector theta = trial::parameters(all.back().bias + all.back().out), v = trial::direction(theta.size());
  template <class T>
  Curvature<T> curvature(std::size_t memory = 1 << 20) const { return {all, kernel::Activation::tanh, packed, *loss, memory}; }
};

template <class C>
Vector product(C& curvature, const Vector& theta, const Vector& v, std::span<const std::uint32_t> rows = {}) {
  Vector out(v.size());
  curvature.multiply(theta, rows, v, out);
  return out;
}

TEST(Curvature, InFloat32IsThatOfFloat64ToSixDigits) {
  const Case c;
  auto narrow = c.curvature<float>();
  auto wide = c.curvature<double>();
  const double far = trial::distance(product(narrow, c.theta, c.v), product(wide, c.theta, c.v));
  EXPECT_LE(far, 1e-5);
  EXPECT_GT(far, 1e-12) << "is it float32 at all?";
}

TEST(Curvature, RemembersTimeAndNoBit) {
  const Case c;
  const std::vector<std::uint32_t> rows{5, 250, 7, 7, 299};
  Vector other = c.theta, w = trial::parameters(c.v.size());
  other[3] += 1e-9;
  auto kept = c.curvature<double>(), poor = c.curvature<double>(0);  // poor: one trace for all blocks in turn
  for (const auto& at : {c.theta, c.theta, other, c.theta})
    for (const auto& along : {c.v, w}) {
      auto fresh = c.curvature<double>();
      const Vector expected = product(fresh, at, along);
      EXPECT_EQ(product(kept, at, along), expected);
      EXPECT_EQ(product(poor, at, along), expected);
    }
  auto fresh = c.curvature<double>();
  EXPECT_EQ(product(kept, c.theta, c.v, rows), product(fresh, c.theta, c.v, rows));
  EXPECT_NE(product(kept, c.theta, c.v, rows), product(kept, c.theta, c.v));
}

TEST(Curvature, HasNoSeatForASeventeenthMember) {
  const auto model = trial::model("logistic_regression", {});
  const auto loss = trial::loss("cross_entropy");
  const auto company = model->company({9, 4}, pack(trial::examples(30, 9, 4, true), Precision::float32), *loss, 0);
  const Vector theta(40, 0.1);
  const std::vector<View> many(17, View{theta});
  Vector value(17);
  std::vector<std::vector<float>> out(17, std::vector<float>(40));
  std::vector<std::span<float>> to(out.begin(), out.end());
  EXPECT_THROW(company->directions(many, {}, value, to), std::length_error);
}

}  // namespace
}  // namespace paribus
