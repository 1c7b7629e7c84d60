// Where the kernels' numbers lie.
#include "paribus/math/buffer.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <new>

namespace paribus::kernel {
namespace {

TEST(Buffer, BeginsOnItsBoundary) {
  for (const std::size_t n : {1, 7, 16, 1000, 500'000, 600'001, 3'000'000}) {
    const Buffer<float> b(n, 1.5f);
    const std::size_t boundary = n * sizeof(float) >= (2u << 20) ? 2u << 20 : 64;
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(b.data()) % boundary, 0u) << n;
    EXPECT_EQ(b.back(), 1.5f);
  }
}

TEST(Buffer, RefusesWhatNoMemoryHolds) {
  EXPECT_THROW(allocate(SIZE_MAX), std::bad_alloc);
  EXPECT_THROW(allocate(SIZE_MAX / 4), std::bad_alloc);
}

}  // namespace
}  // namespace paribus::kernel
