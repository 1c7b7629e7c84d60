// The loss along straight lines: what is a barrier and what is none.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/figure.hpp"

namespace paribus {
namespace {

/// The flow's line and that of one optimizer, from the start at 4 down to 1.
Answer straight(const Vector& flow, const Vector& optimizer) {
  Answer a;
  a.series = {"optimizer.kind", "optimizer", {"adam"}, {"Adam"}};
  auto& p = a.portrait;
  p.shares = {-0.5, 0, 0.25, 0.5, 0.75, 1, 1.5};
  p.x = p.y = {0, 1};
  p.loss = Matrix(2, 2);
  for (const Vector& line : {flow, optimizer}) {
    auto& t = p.tracks.emplace_back();
    t.times = {0, 1}, t.loss = {4, 1}, t.distance = {0, 0}, t.across = {0, 1}, t.up = {0, 1};
    t.straight = line, t.diverged = line.empty();
  }
  return a;
}

Drawing drawn(const Answer& a) {
  for (auto& d : drawings(a))
    if (d.id == "line") return std::move(d);
  return {};
}
#define EXPECT_SAYS(said, words) EXPECT_NE((said).find(words), std::string::npos) << (said)

const Vector falls{6, 4, 3, 2, 1.5, 1, 3};

TEST(Line, ThatFallsMeetsNoBarrier) {
  const Drawing d = drawn(straight(falls, {9, 4, 2, 1, 2, 1, 50}));
  EXPECT_EQ(d.finding, "No straight way from the start to an end meets a barrier");
  EXPECT_SAYS(d.caption,
              "The loss: to the end of Adam it rises by 1.00 on the way, but not above both ends; to the flow’s end it falls all the way.");
  EXPECT_SAYS(d.caption, "Goodfellow, Vinyals & Saxe 2015");
  EXPECT_EQ(d.rows.size(), 2 + 2 * falls.size());  // two ends, and every share of both lines
  EXPECT_EQ(d.keys.size(), 2u);
}

// What lies beyond the ends is no barrier between them.
TEST(Line, ABarrierIsMeasuredFromTheHigherEnd) {
  const Drawing d = drawn(straight(falls, {9, 4, 4.5, 6.5, 2, 1, 70}));
  EXPECT_EQ(d.finding, "A barrier stands on the straight way from the start to the end of Adam");
  EXPECT_SAYS(d.caption, "to the end of Adam it rises 2.50 above the higher end, at " + text::percent(0.5) + " of the way");
  const Drawing rising = drawn(straight({1, 4, 5, 6, 7, 8, 9}, falls));
  EXPECT_SAYS(rising.caption, "to the flow’s end it rises by 4.00 on the way, but not above both ends");
  EXPECT_SAYS(drawn(straight({6, 4, 5, 2, 2, 1, 1}, {6, 4, infinity, 2, 2, 1, 1})).finding,
              "on the straight ways from the start to the flow’s end and the end of Adam");
}

TEST(Line, RoundingIsNoBarrierAndWhoDivergedHasNoLine) {
  const Drawing d = drawn(straight({6, 4, 4 + 1e-14, 2, 1.5, 1, 3}, {}));
  EXPECT_EQ(d.finding, "The straight way from the start to the flow’s end meets no barrier");
  EXPECT_SAYS(d.caption, "The loss falls all the way. Who diverged has no end.");
  EXPECT_EQ(d.keys.size(), 1u);
  EXPECT_EQ(d.table.rows.size(), 2u);  // every fifth share
  EXPECT_EQ(drawn({}).id, "");
}

}  // namespace
}  // namespace paribus
