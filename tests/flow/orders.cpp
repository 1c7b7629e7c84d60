// Orders of epochs that runs share: the same rows as alone, each made once, within the memory that they may take.
#include <gtest/gtest.h>

#include <algorithm>

#include "paribus/flow/integrate.hpp"

namespace paribus {
namespace {

const StreamName name{1, 2, "batches"};

TEST(Orders, SharedBatchesAreThoseOfARunAlone) {
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{100}, std::size_t{1} << 20}) {
    const auto shared = std::make_shared<Orders>(bytes);
    MiniBatches alone{17, 5, name}, first{17, 5, name, shared}, second{17, 5, name, shared};
    for (std::uint64_t step = 0; step < 40; ++step) {
      const auto expected = alone.rows(step);
      EXPECT_TRUE(std::ranges::equal(expected, first.rows(step))) << bytes << " bytes, step " << step;
      EXPECT_TRUE(std::ranges::equal(expected, second.rows(step))) << bytes << " bytes, step " << step;
    }
  }
}

TEST(Orders, EachIsMadeOnceUntilTheMemoryIsFull) {
  Orders orders{2 * 10 * sizeof(std::uint32_t)};
  const auto a = orders.of(name.at("epoch 0"), 10), b = orders.of(name.at("epoch 1"), 10);
  const auto c = orders.of(name.at("epoch 2"), 10);
  EXPECT_EQ(orders.of(name.at("epoch 0"), 10), a);
  EXPECT_EQ(orders.of(name.at("epoch 1"), 10), b);
  EXPECT_NE(orders.of(name.at("epoch 2"), 10), c) << "the third is beyond the bound";
  EXPECT_EQ(*orders.of(name.at("epoch 2"), 10), *c);
}

TEST(Orders, AnotherStreamOrAnotherNumberOfRowsIsAnotherOrder) {
  Orders orders;
  const auto a = orders.of(name.at("epoch 0"), 10);
  EXPECT_NE(*orders.of(StreamName{1, 3, "batches"}.at("epoch 0"), 10), *a);
  EXPECT_NE(*orders.of(StreamName{2, 2, "batches"}.at("epoch 0"), 10), *a);
  EXPECT_EQ(orders.of(name.at("epoch 0"), 9)->size(), 9u);
}

}  // namespace
}  // namespace paribus
