// What a step leaves in a mirror is what packing the new theta gives, and theta is what it would be without.
#include <gtest/gtest.h>

#include "kernel_test_data.hpp"
#include "paribus/math/mirror.hpp"

namespace paribus {
namespace {

TEST(Mirror, HoldsWhatPackingGives) {
  for (const std::size_t gap : {0u, 32u, 96u})
    for (const std::size_t rows : {1u, 2u, 7u, 64u})
      for (const std::size_t columns : {32u, 64u, 96u, 256u})
        for (const std::size_t rest : {0u, 1u, 10u, 33u}) {
          SCOPED_TRACE(testing::Message() << gap << ' ' << rows << 'x' << columns << ' ' << rest);
          const std::size_t first = rows * columns, size = gap + 2 * first + rest;
          twin::Noise next{size};
          Vector theta(size);
          std::vector<float> f(size), m(size), v(size);
          for (std::size_t i = 0; i < size; ++i) {
            theta[i] = next();
            f[i] = static_cast<float>(next()), m[i] = static_cast<float>(next()), v[i] = static_cast<float>(next() * next() + 1);
          }
          Vector plain = theta;
          auto f2 = f, m2 = m, v2 = v;
          const kernel::AdamStep step{0.1, 0.9, 0.999, 1e-3, 1.5};
          kernel::Buffer<float> one(first, -1.f), two(first, -1.f), packed(first);
          kernel::Mirror mirror;
          mirror.blocks = {{gap, rows, columns, one.data()}, {gap + first, rows, columns, two.data()}};
          const double norm = kernel::adam(step, std::span{f}, std::span{m}, std::span{v}, theta, &mirror);
          EXPECT_EQ(norm, kernel::adam(step, std::span{f2}, std::span{m2}, std::span{v2}, plain));
          ASSERT_EQ(theta, plain);
          ASSERT_EQ(m, m2);
          ASSERT_EQ(v, v2);
          for (const auto& b : mirror.blocks) {
            kernel::pack(plain.data() + b.offset, rows, columns, kernel::Panels<float>{packed.data(), rows, columns});
            ASSERT_TRUE(std::equal(packed.begin(), packed.end(), b.panels)) << b.offset;
          }
        }
}

}  // namespace
}  // namespace paribus
