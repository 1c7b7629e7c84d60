#include "paribus/base/threads.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace paribus {
namespace {

TEST(ParallelFor, EveryIndexOnce) {
  for (const std::size_t n : {0u, 1u, 2u, 7u, 1000u})
    for (const unsigned threads : {0u, 1u, 2u, 8u}) {
      std::vector<std::atomic<int>> seen(n);
      parallel_for(n, threads, [&](std::size_t i) { ++seen[i]; });
      for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(seen[i], 1) << i << " of " << n << " on " << threads;
    }
}

TEST(ParallelFor, OneThreadGoesInOrder) {
  std::vector<std::size_t> order;
  parallel_for(5, 1, [&](std::size_t i) { order.push_back(i); });
  EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(ParallelFor, TheFirstExceptionComesBackAfterAllHaveEnded) {
  for (const unsigned threads : {1u, 4u}) {
    std::atomic<int> running{0}, started{0};
    const auto task = [&](std::size_t i) {
      ++running, ++started;
      if (i == 3) {
        --running;
        throw std::runtime_error("three");
      }
      --running;
    };
    try {
      parallel_for(100000, threads, task);
      FAIL() << "the exception was lost";
    } catch (const std::runtime_error& e) {
      EXPECT_STREQ(e.what(), "three");
    }
    EXPECT_EQ(running, 0);
    if (threads == 1) {
      EXPECT_EQ(started, 4);
    }
  }
}

TEST(ParallelFor, StopEndsTheLoopEarly) {
  int done = 0;
  parallel_for(100, 1, [&](std::size_t) { ++done; }, [&] { return done == 5; });
  EXPECT_EQ(done, 5);
}

TEST(Cores, AtLeastOne) { EXPECT_GE(available_cores(), 1u); }

}  // namespace
}  // namespace paribus
