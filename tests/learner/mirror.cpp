// When weights are moved as pairs, no bit depends on who looks when: a run that leaves theta behind, one that is watched and
// asked elsewhere, and steps that settle each time are the same; and beside a field without pairs little differs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

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

/// Counts how often it is asked at a theta that is behind.
class Watched final : public Field {
 public:
  explicit Watched(Risk& own) : own_{own} {}
  std::size_t dimension() const override { return own_.dimension(); }
  Precision precision() const override { return own_.precision(); }
  kernel::Mirror* mirror() const override { return own_.mirror(); }
  double direction(View theta, const Draw& draw, Span out) override { return own_.direction(theta, draw, out); }
  double direction(View theta, const Draw& draw, std::span<float> out) override {
    behind += own_.mirror()->of == theta.data();
    return own_.direction(theta, draw, out);
  }
  int behind = 0;

 private:
  Risk& own_;
};

TEST_F(Mirrors, LeaveThetaBehindUntilSomebodyLooks) {
  Risk own = risk();
  ASSERT_NE(own.mirror(), nullptr);
  EXPECT_EQ(own.mirror()->blocks.size(), 2u);  // 64 and 32 columns; the ten outputs are too narrow
  Watched field{own};
  MiniBatches batches{n, 32, chance(0).batches};
  Plan plan{0.01, 9, {4, 8}};
  int looks = 0;
  integrate(*adam.optimizer, field, begin(field), plan, batches, [&](const Phase&, const Stepped&) {
    ++looks;
    EXPECT_EQ(own.mirror()->of, nullptr);
    return Go::on;
  });
  EXPECT_EQ(looks, 2);
  EXPECT_EQ(field.behind, 9 - 3);              // not at the start, nor after the looks
  EXPECT_EQ(own.mirror()->of, nullptr);        // nothing is left to the next run
  EXPECT_FALSE(own.mirror()->open);
}

TEST_F(Mirrors, ArePenalizedWithoutPairs) {  // a penalty reads theta at every step
  Risk penalized{*b.model, b.shape, b.train, *b.loss, 1e-4};
  EXPECT_EQ(penalized.mirror(), nullptr);
  EXPECT_TRUE(begin(penalized).low.empty());
}

struct WhoLooks : Mirrors {
  void matters_not(const OptimizerSettings& by, bool full) const;
};

void WhoLooks::matters_not(const OptimizerSettings& by, bool full) const {
  const auto begin = [&](Field& f) { return start_phase(*by.optimizer, f, start_theta(b, chance(0).start)); };
  MiniBatches some{n, 32, chance(0).batches};
  FullBatch all;
  Batches& batches = full ? static_cast<Batches&>(all) : some;
  const auto journey = [&](auto&& travel) {  // 30 steps, a change by hand, and 30 more
    Phase z = travel(std::optional<Phase>{}, 30);
    for (double& x : z.theta) x *= 0.9;
    return travel(std::optional<Phase>{std::move(z)}, 60);
  };
  const auto same = [&](const Phase& a, const Phase& z) {
    EXPECT_EQ(a.theta, z.theta);
    EXPECT_EQ(a.slots, z.slots);
    EXPECT_EQ(a.low, z.low);
  };
  Risk alone = risk();
  ASSERT_EQ(begin(alone).low.size(), alone.dimension());
  const Phase expected = journey([&](std::optional<Phase> z, std::uint64_t to) {
    return integrate(*by.optimizer, alone, z ? *z : begin(alone), {0.01, to, {}}, batches).phase;
  });
  Risk watched = risk();
  same(journey([&](std::optional<Phase> z, std::uint64_t to) {
         return integrate(*by.optimizer, watched, z ? *z : begin(watched), {0.01, to, {0, 3, 4, 10, 29, 45}}, batches,
                          [&](const Phase& at, const Stepped&) {
                            Vector away = at.theta;
                            for (double& x : away) x += 0.1;
                            watched.evaluate(away, {}, {});                             // elsewhere
                            if (at.step % 2) watched.predict(at.theta, *b.train);       // and here
                            return Go::on;
                          })
             .phase;
       }),
       expected);
  Risk third = risk();
  Known known{third};  // as a study trains: what was asked at a point is not computed again, and no other point is taken for it
  same(journey([&](std::optional<Phase> z, std::uint64_t to) {
         return integrate(*by.optimizer, known, z ? *z : begin(known), {0.01, to, {0, 3, 4, 10, 29, 45}}, batches,
                          [&](const Phase& at, const Stepped&) { return known.ask(at.theta), Go::on; })
             .phase;
       }),
       expected);
  Risk fourth = risk();
  Scratch scratch{fourth.dimension()};
  same(journey([&](std::optional<Phase> z, std::uint64_t to) {  // steps without the loop
         Phase at = z ? *z : begin(fourth);
         for (; at.step < to; ++at.step) by.optimizer->step(at, fourth, {batches.rows(at.step)}, 0.01, scratch);
         return at;
       }),
       expected);
  Risk fifth = risk();
  same(journey([&](std::optional<Phase> z, std::uint64_t to) {  // one run in pieces, each from a copy of where the last one ended
         Phase at = z ? *z : begin(fifth);
         while (at.step < to) at = integrate(*by.optimizer, fifth, Phase{at}, {0.01, at.step + 6, {}}, batches).phase;
         return at;
       }),
       expected);
}

TEST_F(WhoLooks, ChangesNoBit) {
  for (const char* kind : {"gradient_descent", "momentum", "nesterov", "adam"})
    for (const bool full : {false, true}) {
      SCOPED_TRACE(std::string(kind) + (full ? ", full batch" : ", batches of 32"));
      matters_not(optimizer(kind, 0.01), full);
    }
}

TEST_F(Mirrors, ARunThatIsStoppedIsSettled) {
  Risk own = risk(), other = risk();
  MiniBatches batches{n, 32, chance(0).batches};
  const Trajectory stopped = integrate(*adam.optimizer, own, begin(own), {0.01, 30, {12}}, batches,
                                       [](const Phase&, const Stepped&) { return Go::stop; });
  const Trajectory whole = integrate(*adam.optimizer, other, begin(other), {0.01, 12, {}}, batches);
  EXPECT_EQ(stopped.phase.theta, whole.phase.theta);
}

TEST_F(Mirrors, ARunThatDivergesIsSettled) {
  Risk own = risk();
  const OptimizerSettings descent = optimizer("gradient_descent", 1e38);
  FullBatch all;
  const Trajectory t = integrate(*descent.optimizer, own, start_phase(*descent.optimizer, own, start_theta(b, chance(0).start)), {1e38, 50, {}}, all);
  EXPECT_EQ(t.outcome, Outcome::diverged);
  EXPECT_EQ(own.mirror()->of, nullptr);
  EXPECT_TRUE(std::any_of(t.phase.theta.begin(), t.phase.theta.begin() + 64 * 64, [](double x) { return !std::isfinite(x); }));
}

/// F = -theta in 32 numbers, all of them in the mirror: while theta is behind, not one of its bytes says so.
class AllBehind final : public Field {
 public:
  AllBehind() { mirror_.blocks = {{0, 1, 32, panels_.data()}}; }
  std::size_t dimension() const override { return 32; }
  Precision precision() const override { return Precision::float32; }
  kernel::Mirror* mirror() const override { return &mirror_; }
  double direction(View, const Draw&, Span) override { return 0; }
  double direction(View theta, const Draw&, std::span<float> out) override {
    if (!mirror_.of) std::transform(theta.begin(), theta.end(), panels_.begin(), [](double x) { return static_cast<float>(x); });
    std::transform(panels_.begin(), panels_.end(), out.begin(), std::negate());
    return 0;
  }

 private:
  kernel::Buffer<float> panels_ = kernel::Buffer<float>(32);
  mutable kernel::Mirror mirror_;
};

TEST(Known, DoesNotTakeAThetaThatIsBehindForThePointItKnows) {
  const OptimizerSettings descent = optimizer("gradient_descent", 0.5);
  AllBehind own, other;
  Known known{other};
  FullBatch all;
  const auto end = [&](Field& field, const Watch& watch) {
    return integrate(*descent.optimizer, field, start_phase(*descent.optimizer, field, Vector(32, 1.0)), {0.5, 5, {0, 2}}, all, watch).phase.theta;
  };
  const Vector expected = end(own, {});
  EXPECT_EQ(expected, Vector(32, 0x1p-5));
  EXPECT_EQ(end(known, [&](const Phase& z, const Stepped&) { return known.ask(z.theta), Go::on; }), expected);
}

TEST_F(Mirrors, PairsAndFloat64DifferByTheirRoundings) {
  Risk own = risk(), other = risk();
  Hidden hidden{other};
  MiniBatches batches{n, 32, chance(0).batches};
  const Vector pairs = integrate(*adam.optimizer, own, begin(own), {0.01, 10, {}}, batches).phase.theta;
  const Vector plain = integrate(*adam.optimizer, hidden, begin(hidden), {0.01, 10, {}}, batches).phase.theta;
  double most = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) most = std::max(most, std::abs(pairs[i] - plain[i]));
  EXPECT_GT(most, 0);
  EXPECT_LT(most, 1e-5);  // of weights near 0.1
}

}  // namespace
}  // namespace paribus
