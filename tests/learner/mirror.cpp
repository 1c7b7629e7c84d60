// A mirror changes the time and no bit: beside a field that hides it, through watches that look elsewhere, through a theta
// changed by hand between two runs on one field, and through steps outside of any run.
#include <gtest/gtest.h>

#include "paribus/math/mirror.hpp"
#include "paribus/objective/known.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

/// The same field without its mirror.
class Hidden final : public Field {
 public:
  explicit Hidden(Risk& own) : own_{own} {}
  std::size_t dimension() const override { return own_.dimension(); }
  Precision precision() const override { return own_.precision(); }
  double direction(View theta, const Draw& draw, Span out) override { return own_.direction(theta, draw, out); }
  double direction(View theta, const Draw& draw, std::span<float> out) override { return own_.direction(theta, draw, out); }

 private:
  Risk& own_;
};

struct Mirrors : testing::Test {
  const Bench b = bench_of(prepared("digits"), "mlp", {{"hidden_layer_sizes", Value{Value::List{whole(64), whole(32)}}}});
  const OptimizerSettings adam = optimizer("adam", 0.01);
  const std::uint32_t n = static_cast<std::uint32_t>(b.data->train.size());
  Risk risk() const { return Risk{*b.model, b.shape, b.train, *b.loss}; }
  Phase begin(Field& f) const { return start_phase(*adam.optimizer, f, start_theta(b, chance(0).start)); }
};

TEST_F(Mirrors, AreThereAndFilled) {
  Risk own = risk();
  ASSERT_NE(own.mirror(), nullptr);
  EXPECT_EQ(own.mirror()->blocks.size(), 2u);  // 64 and 32 columns; the ten outputs are too narrow
  MiniBatches batches{n, 32, chance(0).batches};
  const double* seen = nullptr;
  Plan plan{0.01, 9, {8}};
  integrate(*adam.optimizer, own, begin(own), plan, batches, [&](const Phase& z, const Stepped&) {
    seen = own.mirror()->of;
    EXPECT_EQ(seen, z.theta.data());
    return Go::on;
  });
  EXPECT_NE(seen, nullptr);
  EXPECT_EQ(own.mirror()->of, nullptr);  // nothing is left to the next run
}

TEST_F(Mirrors, ChangeNoBit) {
  Risk own = risk(), other = risk(), third = risk();
  Hidden hidden{other};
  Known known{third};   // as a study trains
  ASSERT_EQ(known.mirror(), third.mirror());
  const auto travel = [&](Field& field, Risk& risk, Phase z) {
    MiniBatches batches{n, 32, chance(0).batches};
    const Watch look = [&](const Phase& at, const Stepped&) {  // elsewhere, and here
      Vector away = at.theta;
      for (double& x : away) x += 0.1;
      risk.evaluate(away, {}, {});
      if (at.step % 2) risk.predict(at.theta, *b.train);
      else if (&field == &known) known.ask(at.theta);
      return Go::on;
    };
    z = integrate(*adam.optimizer, field, std::move(z), {0.01, 30, {3, 4, 10, 29}}, batches, look).phase;
    for (double& x : z.theta) x *= 0.9;  // in the same place
    z = integrate(*adam.optimizer, field, std::move(z), {0.01, 60, {}}, batches).phase;
    Scratch scratch{z.theta.size()};
    for (int i = 0; i < 3; ++i) {        // steps without the loop
      for (double& x : z.theta) x *= 0.9;
      adam.optimizer->step(z, field, {batches.rows(z.step)}, 0.01, scratch);
    }
    return z;
  };
  const Phase with = travel(own, own, begin(own)), without = travel(hidden, other, begin(hidden));
  EXPECT_EQ(with.theta, without.theta);
  EXPECT_EQ(with.slots, without.slots);
  const Phase studied = travel(known, third, begin(known));
  EXPECT_EQ(studied.theta, without.theta);
  EXPECT_EQ(studied.slots, without.slots);
}

}  // namespace
}  // namespace paribus
