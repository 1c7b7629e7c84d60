// The references solve the p^2 x p^2 systems over every batch there is (tests/reference/make_theory.py).
#include "paribus/math/lyapunov.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "paribus/base/error.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

nlohmann::json reference(const char* part) {
  return nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/theory.json")).at(part);
}

Matrix square(const Vector& values) {
  const auto p = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(values.size()))));
  Matrix m(p, p);
  m.values = values;
  return m;
}

void expect_equal(const Matrix& a, const Vector& b, double tolerance) {
  ASSERT_EQ(a.values.size(), b.size());
  for (std::size_t i = 0; i < b.size(); ++i) EXPECT_NEAR(a.values[i], b[i], tolerance * norm(b)) << i;
}

TEST(Lyapunov, agrees_with_the_references) {
  for (const auto& c : reference("lyapunov")) {
    const Matrix a = square(c.at("a")), q = square(c.at("q"));
    expect_equal(continuous_lyapunov(a, q), c.at("continuous"), 1e-11);
    expect_equal(discrete_lyapunov(a, q), c.at("discrete"), 1e-11);
  }
}

TEST(Lyapunov, refuses_what_has_no_stationary_law) {
  EXPECT_THROW(discrete_lyapunov(square({1, 0, 0, 0.5}), square({1, 0, 0, 1})), Error);
  EXPECT_THROW(discrete_lyapunov(square({-1.5}), square({1})), Error);
  EXPECT_THROW(continuous_lyapunov(square({1, 0, 0, 0}), square({1, 0, 0, 1})), Error);
  EXPECT_THROW(continuous_lyapunov(square({-1}), square({1})), Error);
}

TEST(Mixing, shares_add_to_one_and_a_full_batch_is_the_mean) {
  EXPECT_EQ(drawn_without_replacement(7, 7).alone, 0);
  EXPECT_DOUBLE_EQ(drawn_without_replacement(2, 5).alone, 3.0 / 8);
  EXPECT_DOUBLE_EQ(drawn_with_replacement(4).alone + drawn_with_replacement(4).together, 1);
}

TEST(BatchRecursion, solves_its_equation_and_knows_its_limit) {
  for (const auto& c : reference("stationary")) {
    const Vector rows = c.at("design"), expected = c.at("covariance");
    const double eta = c.at("learning_rate"), batch = c.at("batch_size");
    Matrix x(c.at("targets").size(), c.at("features"));
    x.values = rows;
    const Mixing mixing = c.at("sampling") == "with_replacement"
                              ? drawn_with_replacement(batch)
                              : drawn_without_replacement(batch, static_cast<double>(x.rows));
    const BatchRecursion recursion{x, mixing};
    EXPECT_NEAR(recursion.limit(), c.at("limit").get<double>(), 1e-10);
    // S = E[(I - eta H_B) S (I - eta H_B)] + Q for any Q: here Q from the reference's S, term by term.
    const Matrix s = square(expected), h = recursion.hessian();
    const std::size_t p = s.rows;
    Matrix q(p, p);
    for (std::size_t i = 0; i < p; ++i)
      for (std::size_t j = 0; j < p; ++j)
        for (std::size_t k = 0; k < p; ++k) {
          q(i, j) += eta * (h(i, k) * s(k, j) + s(i, k) * h(k, j));
          for (std::size_t l = 0; l < p; ++l) {
            q(i, j) -= eta * eta * mixing.together * h(i, k) * s(k, l) * h(l, j);
            for (std::size_t r = 0; r < x.rows; ++r)
              q(i, j) -= eta * eta * mixing.alone / static_cast<double>(x.rows) * x(r, i) * x(r, k) * s(k, l) *
                         x(r, l) * x(r, j);
          }
        }
    expect_equal(recursion.stationary(eta, q), expected, 1e-10);
    EXPECT_THROW(recursion.stationary(recursion.limit(), q), Error);
    EXPECT_THROW(recursion.stationary(0, q), Error);
  }
}

/// The most memory that this process held since `forget`, in bytes; 0 where the system does not tell.
double most_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return 1024 * std::stod(line.substr(6));
  return 0;
}
void forget() { std::ofstream("/proc/self/clear_refs") << 5; }

TEST(BatchRecursion, holds_no_more_memory_for_more_rows) {
  Matrix x(200000, 10);
  for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] = static_cast<double>(i * i % 1009) / 1009 - 0.4;
  forget();
  const double before = most_memory();
  if (before == 0) GTEST_SKIP() << "no /proc/self/status";
  const BatchRecursion recursion{x, drawn_with_replacement(4)};
  EXPECT_GT(recursion.limit(), 0);
  EXPECT_LT(most_memory() - before, 30e6);  // 55 numbers for each row would be 88 MB
}

TEST(BatchRecursion, refuses_rows_without_curvature_in_a_direction) {
  Matrix x(3, 2);
  x.values = {1, 2, 2, 4, 3, 6};
  EXPECT_THROW((BatchRecursion{x, drawn_with_replacement(1)}), Error);
}

}  // namespace
}  // namespace paribus
