// One set of bits: this program runs itself once per instruction set and compares hashes of what all kernels give.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "kernel_test_data.hpp"
#include "paribus/base/error.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/math/update.hpp"

namespace paribus {
namespace {

using kernel::Activation;

template <class T>
void add(Hasher& h, Rows<const T> r) {
  for (std::size_t i = 0; i < r.rows; ++i)
    for (std::size_t j = 0; j < r.columns; ++j) h.add(static_cast<double>(r[i][j]));
}

/// What every kernel makes of the same numbers.
template <class T>
void everything(Hasher& h) {
  for (const std::size_t n : twin::sizes)
    for (const std::size_t k : {1u, 10u, 33u}) {
      twin::Block<T> x(n, k, 1), y(n, n, 2), z(n, n, 3), dz(n, n, 4), rz(n, n, 5), target(n, n, 6);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
          z.rows[i][j] *= 30;
          target.rows[i][j] = T(j == i);
        }
      std::vector<double> w(k * n), g(k * n), b(n);
      twin::Noise next{7};
      for (double& v : w) v = next();
      kernel::Buffer<T> panels(kernel::panel_size<T>(k, n)), zero(kernel::padded<T>(n), T(0));
      kernel::pack(w.data(), k, n, kernel::Panels<T>{panels.data(), k, n});
      kernel::product<T>(x, {panels.data(), k, n}, {zero.data(), 0}, Activation::relu, y.rows);
      add<T>(h, y);
      kernel::product<T>(x, {panels.data(), k, n}, {zero.data(), 0}, Activation::tanh, y.rows);
      add<T>(h, y);
      h.add(kernel::softmax_cross_entropy<T>(z, target, dz.rows));
      add<T>(h, dz);
      kernel::softmax_curvature<T>(z, rz, dz.rows);
      add<T>(h, dz);
      kernel::bend<T>(Activation::tanh, y, rz, dz, z.rows);
      add<T>(h, z);
      kernel::push_forward<T>(Activation::tanh, y, rz, dz.rows);
      add<T>(h, dz);
      kernel::pull_back<T>(x, {panels.data(), k, n}, {zero.data(), 0}, Activation::tanh, y, dz.rows);
      add<T>(h, dz);
      kernel::weight_gradient<T>(x, dz, 1.0 / 3, false, g.data());
      kernel::bias_gradient<T>(dz, 1.0 / 3, false, b.data());
      h.add(std::span<const double>(g));
      h.add(std::span<const double>(b));
    }
  for (const std::size_t n : twin::sizes) {
    std::vector<double> theta(n);
    std::vector<T> f(n), m(n), v(n);
    twin::Noise next{9};
    for (std::size_t i = 0; i < n; ++i) theta[i] = next(), f[i] = static_cast<T>(next());
    for (int step = 0; step < 3; ++step) {
      h.add(kernel::euler(0.1, std::span<T>(f), theta));
      h.add(kernel::heavy_ball(0.1, 0.9, std::span<T>(f), std::span<T>(m), theta));
      h.add(kernel::nesterov(0.1, 0.9, std::span<T>(f), std::span<T>(m), theta));
      h.add(kernel::adam({0.1, 0.9, 0.999, 1e-8, 3}, std::span<T>(f), std::span<T>(m), std::span<T>(v), theta));
    }
    h.add(std::span<const double>(theta));
  }
  if constexpr (std::is_same_v<T, float>) {
    const std::size_t n = 7 * 64;
    std::vector<double> theta(n + 9);
    std::vector<float> f(n + 9), m(n + 9), v(n + 9), low(n + 9);
    kernel::Buffer<float> panels(n);
    kernel::Mirror mirror{{{0, 7, 64, panels.data()}}};
    twin::Noise next{10};
    for (std::size_t i = 0; i < theta.size(); ++i) theta[i] = next(), f[i] = static_cast<float>(next());
    const kernel::Pairs pairs{mirror, low};
    kernel::split(theta, pairs);
    for (int step = 0; step < 3; ++step) {
      h.add(kernel::euler(0.1, std::span{f}, theta, &pairs));
      h.add(kernel::heavy_ball(0.1, 0.9, std::span{f}, std::span{m}, theta, &pairs));
      h.add(kernel::nesterov(0.1, 0.9, std::span{f}, std::span{m}, theta, &pairs));
      h.add(kernel::adam({0.1, 0.9, 0.999, 1e-8, 3}, std::span{f}, std::span{m}, std::span{v}, theta, &pairs));
    }
    kernel::join(pairs, theta);
    h.add(std::span<const double>(theta));
    for (const float x : low) h.add(double{x});
  }
  std::vector<T> e(4099), l(4099), t(4099);
  twin::Noise next{8};
  for (std::size_t i = 0; i < e.size(); ++i) {
    e[i] = static_cast<T>(100 * next());
    l[i] = static_cast<T>(1 + next());
    t[i] = static_cast<T>(5 * next());
  }
  kernel::exp(std::span<T>(e));
  kernel::log(std::span<T>(l));
  kernel::tanh(std::span<T>(t));
  for (const auto& v : {e, l, t})
    for (const T one : v) h.add(static_cast<double>(one));
}

std::string hash_of_everything() {
  Hasher h;
  everything<float>(h);
  everything<double>(h);
  return h.done().hex();
}

/// Standard output of this program's test `DISABLED_Child` under the given target.
std::string child(const std::string& target) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string command = "PARIBUS_TARGET=" + target + " '" + self +
                              "' --gtest_also_run_disabled_tests --gtest_filter=KernelTarget.DISABLED_Child 2>&1";
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer;
  while (std::fgets(buffer.data(), buffer.size(), pipe)) out += buffer.data();
  pclose(pipe);
  return out;
}

std::string after(const std::string& text, const std::string& mark) {
  const auto at = text.find(mark);
  return at == std::string::npos ? "no '" + mark + "' in: " + text
                                 : text.substr(at + mark.size(), text.find('\n', at) - at - mark.size());
}

TEST(KernelTarget, DISABLED_Child) {
  try {
    std::printf("target=%s\n", std::string(word(kernel::target())).c_str());
    std::printf("hash=%s\n", hash_of_everything().c_str());
  } catch (const Error& e) {
    std::printf("error=%s\n", e.what());
  }
}

TEST(KernelTarget, TheSameBitsOnBothInstructionSets) {
  const std::string narrow = child("avx2");
  EXPECT_EQ(after(narrow, "target="), "avx2");
  EXPECT_EQ(after(narrow, "hash="), hash_of_everything());
  const std::string wide = child("avx512");
  if (after(wide, "error=").find("no AVX-512") != std::string::npos)
    GTEST_SKIP() << "no AVX-512 here: only AVX2 was compared with itself";
  EXPECT_EQ(after(wide, "target="), "avx512");
  EXPECT_EQ(after(wide, "hash="), after(narrow, "hash="));
}

TEST(KernelTarget, RefusesAnUnknownWord) {
  EXPECT_NE(after(child("sse9"), "error=").find("PARIBUS_TARGET=sse9"), std::string::npos);
}

TEST(KernelTarget, FlushesDenormalsOnlyWhileAsked) {
  volatile double tiny = 1e-310;
  { const kernel::FlushDenormals flush; EXPECT_EQ(tiny * 1.0, 0.0); }
  EXPECT_NE(tiny * 1.0, 0.0);
}

}  // namespace
}  // namespace paribus
