// A known direction costs no call, is the field's own to the bit, and is never given at another point.
#include "paribus/objective/known.hpp"

#include <gtest/gtest.h>

namespace paribus {
namespace {

/// F(theta) = -theta, counted.
struct Counted : Field {
  explicit Counted(Precision p) : is{p} {}
  std::size_t dimension() const override { return 3; }
  Precision precision() const override { return is; }
  double direction(View theta, const Draw&, Span out) override { return go(theta, out); }
  double direction(View theta, const Draw&, std::span<float> out) override { return go(theta, out); }
  template <class Out>
  double go(View theta, Out out) {
    ++calls;
    for (std::size_t i = 0; i < 3; ++i) out[i] = static_cast<typename Out::value_type>(-theta[i]);
    return theta[0];
  }
  Precision is;
  int calls = 0;
};

template <class T>
void is_asked_once(Precision precision) {
  Counted own{precision};
  Known known{own};
  const Vector here{0.1, 2, 3}, there{0.1, 2, 4};
  std::vector<T> out(3);
  EXPECT_EQ(known.ask(here), 0.1);
  EXPECT_EQ(own.calls, 1);
  EXPECT_EQ(known.direction(here, {}, std::span<T>{out}), 0.1);
  EXPECT_EQ(own.calls, 1) << "the answer is known";
  EXPECT_EQ(out[0], static_cast<T>(-0.1));
  known.direction(there, {}, std::span<T>{out});
  EXPECT_EQ(own.calls, 2) << "elsewhere it has to ask";
  EXPECT_EQ(out[2], -4);
  known.direction(here, {}, std::span<T>{out});
  EXPECT_EQ(own.calls, 2) << "and still knows the first point";
}

TEST(Known, AsksOnceInTheFieldsPrecision) {
  is_asked_once<float>(Precision::float32);
  is_asked_once<double>(Precision::float64);
}

TEST(Known, AnswersInTheOtherPrecisionByAsking) {
  Counted own{Precision::float32};
  Known known{own};
  const Vector here{1, 2, 3};
  Vector out(3);
  known.ask(here);
  known.direction(here, {}, Span{out});
  EXPECT_EQ(own.calls, 2);
  EXPECT_EQ(out, (Vector{-1, -2, -3}));
}

TEST(Known, KnowsWhatItIsTold) {
  Counted own{Precision::float32};
  Known known{own};
  const Vector zero(3, 0.0);
  std::vector<float> out(3);
  known.direction(zero, {}, std::span<float>{out});
  EXPECT_EQ(own.calls, 1) << "nothing is known at first, not even at zero";
  known.narrow()[1] = 7;
  const std::vector<std::uint32_t> rows{3, 1}, others{3, 2};
  known.learn(zero, rows, 5);
  EXPECT_EQ(known.direction(zero, {rows}, std::span<float>{out}), 5);
  EXPECT_EQ(out[1], 7);
  EXPECT_EQ(own.calls, 1);
  known.direction(zero, {others}, std::span<float>{out});
  known.direction(zero, {}, std::span<float>{out});
  EXPECT_EQ(own.calls, 3) << "other rows are another question";
}

}  // namespace
}  // namespace paribus
