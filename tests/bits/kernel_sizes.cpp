// Products, gradients, activations and softmax against their plain twins at every combination of sizes that matters: one,
// the vectors of both instruction sets, panels, tiles and blocks, each and its neighbors. Rows end in a guard that
// belongs to nobody; under AddressSanitizer (sanitize.sh) a read or write beside the data is an error too.
#include <gtest/gtest.h>

#include <array>

#include "../math/kernel_test_data.hpp"
#include "../math/kernel_twin.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/update.hpp"

namespace paribus {
namespace {

using kernel::Activation;
constexpr Activation activations[] = {Activation::identity, Activation::relu, Activation::tanh};

template <class T>
class KernelSizes : public testing::Test {
  void SetUp() override {
    try {
      kernel::target();
    } catch (const Error& e) {
      GTEST_SKIP() << e.what();
    }
  }
};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(KernelSizes, Precisions);

/// Everything in the block, pads too, as if it were all data.
template <class T>
bool equal(const twin::Block<T>& a, const twin::Block<T>& b) {
  for (std::size_t i = 0; i < a.rows.rows; ++i)
    if (!std::equal(a.rows[i], a.rows[i] + a.rows.columns, b.rows[i])) return false;
  return true;
}

template <class T>
bool near(const twin::Block<T>& a, const twin::Block<T>& b, T tolerance) {
  for (std::size_t i = 0; i < a.rows.rows; ++i)
    for (std::size_t j = 0; j < a.rows.columns; ++j)
      if (!(std::abs(a.rows[i][j] - b.rows[i][j]) <= tolerance)) return false;
  return true;
}

/// w of k x n and a bias, packed.
template <class T>
struct Layer {
  Layer(std::size_t k, std::size_t n) : panels(kernel::panel_size<T>(k, n)), bias(kernel::padded<T>(n)), w{panels.data(), k, n} {
    std::vector<double> numbers((k + 1) * n);
    twin::Noise next{k * 1000 + n};
    for (double& v : numbers) v = next();
    kernel::pack(numbers.data(), k, n, w);
    kernel::pack_row(numbers.data() + k * n, n, bias.data());
  }
  kernel::Buffer<T> panels, bias;
  kernel::Panels<T> w;
};

TYPED_TEST(KernelSizes, Products) {
  using T = TypeParam;
  for (const std::size_t k : twin::sizes)
    for (const std::size_t n : twin::sizes) {
      const Layer<T> layer{k, n};
      const kernel::Panels<const T> w = layer.w;
      for (const std::size_t rows : twin::sizes) {
        const Activation f = activations[(rows + k + n) % 2];  // tanh is compared with tolerance, below
        const twin::Block<T> x(rows, k, 1, T(99)), h(rows, n, 2, T(99));
        twin::Block<T> a(rows, n, 3, T(5)), b(rows, n, 3, T(5));
        kernel::product<T>(x, w, {layer.bias.data(), 0}, f, a.rows);
        twin::product<T>(x, w, {layer.bias.data(), 0}, f, b.rows);
        ASSERT_TRUE(equal(a, b)) << rows << " x " << k << " x " << n;
        if (rows > 33 && k > 33 && n > 33) continue;  // the way back takes the same path
        kernel::pull_back<T>(x, w, {a.rows.data, a.rows.stride}, Activation::tanh, h, a.rows);
        twin::pull_back<T>(x, w, {b.rows.data, b.rows.stride}, Activation::tanh, h, b.rows);
        ASSERT_TRUE(equal(a, b)) << "back through " << rows << " x " << k << " x " << n;
      }
    }
}

TYPED_TEST(KernelSizes, WeightGradients) {
  using T = TypeParam;
  std::vector<double> a, b;
  for (const std::size_t k : twin::sizes)
    for (const std::size_t n : twin::sizes)
      for (const std::size_t rows : twin::sizes) {
        const twin::Block<T> xs(rows, k, 1, T(99)), dys(rows, n, 2, T(99));
        const Rows<const T> x = xs, dy = dys;
        const bool add = (rows + k + n) % 2;
        a.assign(k * n + 2, 0.5), b = a;  // from the second on: nothing promises a boundary to g
        kernel::weight_gradient(x, dy, 0.3, add, a.data() + 1);
        twin::weight_gradient(x, dy, 0.3, add, b.data() + 1);
        ASSERT_EQ(a, b) << rows << ", " << k << " x " << n << (add ? ", added" : "");
      }
}

TYPED_TEST(KernelSizes, BiasGradients) {
  using T = TypeParam;
  for (const std::size_t n : twin::sizes)
    for (const std::size_t rows : twin::sizes)
      for (const bool add : {false, true}) {
        const twin::Block<T> dys(rows, n, 2, T(99));
        const Rows<const T> dy = dys;
        std::vector<double> a(n + 2, 0.5), b = a;
        kernel::bias_gradient(dy, 0.3, add, a.data() + 1);
        twin::bias_gradient(dy, 0.3, add, b.data() + 1);
        ASSERT_EQ(a, b) << rows << " x " << n << (add ? ", added" : "");
      }
}

TYPED_TEST(KernelSizes, Activations) {
  using T = TypeParam;
  const T tolerance = 4 * std::numeric_limits<T>::epsilon();
  for (const std::size_t n : twin::sizes) {
    const Layer<T> layer{7, n};
    for (const std::size_t rows : twin::sizes)
      for (const Activation f : activations) {
        const twin::Block<T> x(rows, 7, 1, T(99)), ra(rows, n, 2, T(99)), da(rows, n, 3, T(99));
        twin::Block<T> h(rows, n, 4, T(5)), a(rows, n, 5, T(5)), b(rows, n, 5, T(5));
        kernel::product<T>(x, layer.w, {layer.bias.data(), 0}, f, h.rows);
        twin::product<T>(x, layer.w, {layer.bias.data(), 0}, f, a.rows);
        ASSERT_TRUE(near(h, a, tolerance)) << rows << " x " << n;
        kernel::push_forward<T>(f, h, ra, a.rows);
        twin::push_forward<T>(f, h, ra, b.rows);
        ASSERT_TRUE(equal(a, b)) << "forward, " << rows << " x " << n;
        kernel::bend<T>(f, h, ra, da, a.rows);
        twin::bend<T>(f, h, ra, da, b.rows);
        ASSERT_TRUE(equal(a, b)) << "bent, " << rows << " x " << n;
      }
  }
}

TYPED_TEST(KernelSizes, Softmax) {
  using T = TypeParam;
  const T tolerance = 16 * std::numeric_limits<T>::epsilon();
  for (const std::size_t n : twin::sizes)
    for (const std::size_t rows : twin::sizes) {
      twin::Block<T> z(rows, n, 1, T(3)), y(rows, n, 2), rz(rows, n, 3), a(rows, n, 4, T(5)), b(rows, n, 4, T(5));
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < n; ++j) z.rows[i][j] *= 4, y.rows[i][j] = T(j == i % n);
      const double loss = kernel::softmax_cross_entropy<T>(z, y, a.rows), expected = twin::softmax_cross_entropy<T>(z, y, b.rows);
      ASSERT_NEAR(loss, expected, static_cast<double>(tolerance) * 8 * static_cast<double>(rows));
      ASSERT_TRUE(near(a, b, tolerance)) << "its gradient, " << rows << " x " << n;
      kernel::softmax_curvature<T>(z, rz, a.rows);
      twin::softmax_curvature<T>(z, rz, b.rows);
      ASSERT_TRUE(near(a, b, tolerance)) << "its curvature, " << rows << " x " << n;
      kernel::softmax<T>(a.rows);
      twin::softmax<T>(b.rows);
      ASSERT_TRUE(near(a, b, tolerance)) << rows << " x " << n;
    }
}

// Vectors may begin anywhere.
TYPED_TEST(KernelSizes, StepsOfOptimizers) {
  using T = TypeParam;
  struct State {
    State(std::size_t n, std::size_t shift) : from{shift}, theta(shift + n, 7) {
      for (auto& v : f) v.assign(shift + n, T(7));
      twin::Noise next{n};
      for (std::size_t i = shift; i < shift + n; ++i) {
        theta[i] = next();
        for (auto& v : f) v[i] = static_cast<T>(std::abs(next()));
      }
    }
    std::span<T> part(std::size_t i) { return std::span(f[i]).subspan(from); }
    std::vector<double> step() {
      const Span at = Span(theta).subspan(from);
      std::vector<double> out{kernel::euler(0.1, part(0), at), kernel::heavy_ball(0.1, 0.9, part(0), part(1), at),
                              kernel::nesterov(0.1, 0.9, part(0), part(1), at),
                              kernel::adam({0.1, 0.9, 0.999, 1e-8, 3}, part(0), part(1), part(2), at)};
      out.insert(out.end(), at.begin(), at.end());
      for (std::size_t i = 0; i < 3; ++i) out.insert(out.end(), part(i).begin(), part(i).end());
      return out;
    }
    std::size_t from;
    std::vector<double> theta;
    std::array<std::vector<T>, 3> f;  // the gradient and two memories
  };
  for (std::size_t n = 0; n < 140; ++n) {
    const auto expected = State{n, 0}.step();
    for (std::size_t shift = 1; shift < 17; shift += n % 3 + 1) ASSERT_EQ((State{n, shift}.step()), expected) << n << " numbers from " << shift;
  }
}

// Weights as pairs, of every number of rows, beside numbers that are none; only the panels keep their place.
TEST(KernelSizesOfPairs, StepsAreTheSameWhereverVectorsBegin) {
  for (const std::size_t rows : twin::sizes)
    for (const std::size_t columns : {32u, 64u, 96u, 256u}) {
      const std::size_t gap = 32 * (rows % 2), rest = rows % 33, n = gap + rows * columns + rest;
      const auto steps = [&](std::size_t shift) {
        std::vector<double> theta(shift + n);
        std::array<std::vector<float>, 4> all;   // f, m, v, low
        for (auto& v : all) v.assign(shift + n, 0.f);
        twin::Noise next{rows + columns};
        for (std::size_t i = shift; i < shift + n; ++i) theta[i] = next(), all[0][i] = static_cast<float>(next());
        const auto part = [&](std::size_t i) { return std::span(all[i]).subspan(shift); };
        const Span at = Span(theta).subspan(shift);
        kernel::Buffer<float> panels(rows * columns);
        kernel::Mirror mirror{{{gap, rows, columns, panels.data()}}};
        const kernel::Pairs pairs{mirror, part(3)};
        kernel::split(at, pairs);
        std::vector<double> out;
        for (int step = 0; step < 2; ++step)
          out.insert(out.end(), {kernel::euler(0.1, part(0), at, &pairs), kernel::heavy_ball(0.1, 0.9, part(0), part(1), at, &pairs),
                                 kernel::nesterov(0.1, 0.9, part(0), part(1), at, &pairs),
                                 kernel::adam({0.1, 0.9, 0.999, 1e-8, 3}, part(0), part(1), part(2), at, &pairs)});
        kernel::join(pairs, at);
        out.insert(out.end(), at.begin(), at.end());
        for (std::size_t i = 1; i < 4; ++i) out.insert(out.end(), part(i).begin(), part(i).end());
        return out;
      };
      const auto expected = steps(0);
      for (const std::size_t shift : {1u, 5u, 16u}) ASSERT_EQ(steps(shift), expected) << rows << " x " << columns << " from " << shift;
    }
}

}  // namespace
}  // namespace paribus
