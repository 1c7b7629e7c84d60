// Bends of a field are found and named; smooth fields are left in peace.
#include <gtest/gtest.h>

#include "odes.hpp"
#include "paribus/flow/flows.hpp"
#include "paribus/flow/kinks.hpp"

namespace paribus {
namespace {

using namespace odes;

Choices tolerance(double t) { return {{"rtol", {t}}, {"atol", {t}}}; }
double relu(double x) { return x > 0 ? x : 0; }

/// A bent field says so.
class Bent final : public Given {
 public:
  using Given::Given;
  bool smooth() const override { return false; }
};

TEST(Kinks, are_not_seen_on_smooth_fields) {
  int courses = 0;
  for (const char* name : {"dopri5", "dop853", "rkc"})
    for (Known& k : by_reference())
      for (int digits = 6; digits <= (std::string_view(name) == "rkc" ? 6 : 10); ++digits, ++courses) {
        const auto m = integrator(name, tolerance(std::pow(10.0, -digits)));
        const Solution s = solve(*m, *k.field, k.start, {.to = k.to});
        EXPECT_TRUE(s.kinks.empty()) << name << ", " << k.name << ", 1e-" << digits << " at " << s.kinks.front().from;
      }
  EXPECT_GE(courses, 100);
}

// y' = 1 until y = 1/2 at t = 1/2; then the field bends (a ReLU switches on) or jumps.
TEST(Kinks, of_a_known_place_are_found_there) {
  const std::pair<const char*, Given::Function> fields[] = {
      {"bend", [](View y, Span f) { f[0] = 1 - 2 * relu(y[0] - 0.5); }},
      {"jump", [](View y, Span f) { f[0] = y[0] < 0.5 ? 1 : 0.3; }}};
  for (const auto& [what, field] : fields)
    for (const char* name : {"dopri5", "dop853"})
      for (const double t : {1e-8, 1e-9, 1e-10}) {
        Bent f(1, field);
        const Solution s = solve(*integrator(name, tolerance(t)), f, Vector{0}, {.to = 3});
        ASSERT_EQ(s.kinks.size(), 1u) << what << ", " << name << ", " << t;
        EXPECT_LE(s.kinks[0].from, 0.5);
        EXPECT_GE(s.kinks[0].to, 0.5 - 1e-12);
        EXPECT_LT(s.kinks[0].to - s.kinks[0].from, 0.02) << what << ", " << name;
      }
}

// x'' = -x - 5 relu(x): half periods pi and pi / sqrt(6), a bend at each passage through 0.
TEST(Kinks, are_all_found_on_a_ball_that_meets_a_spring) {
  Bent f(2, [](View y, Span out) { out[0] = y[1], out[1] = -y[0] - 5 * relu(y[0]); });
  Vector passages;
  for (double t = M_PI / 2; t < 20; t += M_PI) {
    passages.push_back(t);
    passages.push_back(t += M_PI / std::sqrt(6.0));
  }
  ASSERT_EQ(passages.size(), 9u + (passages.back() > 20));
  if (passages.back() > 20) passages.pop_back();
  for (const auto& [name, t] : {std::pair{"dopri5", 1e-11}, {"dop853", 1e-9}}) {
    const Solution s = solve(*integrator(name, tolerance(t)), f, Vector{-1, 0}, {.to = 20});
    ASSERT_EQ(s.kinks.size(), passages.size()) << name;
    for (std::size_t i = 0; i < passages.size(); ++i) {
      EXPECT_LE(s.kinks[i].from, passages[i] + 1e-6) << name;
      EXPECT_GE(s.kinks[i].to, passages[i] - 1e-6) << name;
    }
  }
}

// Over a bend no order is claimed, but an error: exact y(3) = 1 - exp(-5) / 2, since y - 1/2 goes to 1/2 at the rate 2.
TEST(Kinks, leave_an_error_of_second_order_in_the_step_that_crosses) {
  Bent f(1, [](View y, Span out) { out[0] = 1 - 2 * relu(y[0] - 0.5); });
  EXPECT_FALSE(f.smooth());
  EXPECT_FALSE(HeavyBallFlow(f, 1).smooth());
  const double exact = 1 - std::exp(-5.0) / 2;
  for (const char* name : {"rk4", "heun"}) {
    const Solution s = solve(*integrator(name), f, Vector{0}, {.to = 3, .h = 0.007});
    EXPECT_LT(std::abs(s.phase.theta[0] - exact), 2 * 0.007 * 0.007 * std::exp(-5.0)) << name;
  }
  for (const double t : {1e-6, 1e-9}) {
    const Solution s = solve(*integrator("dopri5", tolerance(t)), f, Vector{0}, {.to = 3});
    EXPECT_LT(std::abs(s.phase.theta[0] - exact), 10 * t);
  }
}

}  // namespace
}  // namespace paribus
