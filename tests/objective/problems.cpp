// Contracts over the catalogue of problems: gradients, Hessian products, minima.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/math/dense.hpp"
#include "paribus/math/difference.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

class Problems : public testing::TestWithParam<const Entry<Problem>*> {
 protected:
  std::unique_ptr<const Problem> problem = GetParam()->make(Settings{});
  std::unique_ptr<Objective> f = problem->objective();
};

TEST_P(Problems, the_minimizer_has_no_gradient_and_the_least_value) {
  Vector g(f->dimension());
  EXPECT_NEAR(f->evaluate(problem->minimizer(), {}, g), problem->least(), 1e-14);
  EXPECT_LT(norm(g), 1e-12);
  EXPECT_GT(f->evaluate(problem->start(), {}, {}), problem->least());
}

TEST_P(Problems, direction_is_minus_the_gradient) {
  Vector g(f->dimension()), d(f->dimension());
  const double a = f->evaluate(problem->start(), {}, g), b = f->direction(problem->start(), {}, d);
  EXPECT_EQ(a, b);
  for (std::size_t i = 0; i < g.size(); ++i) EXPECT_EQ(d[i], -g[i]);
}

TEST_P(Problems, hessian_products_are_symmetric_and_match_differences_of_the_gradient) {
  const std::size_t n = f->dimension();
  const Vector x = problem->start();
  Vector u(n), v(n), hu(n), hv(n), up(n), down(n);
  for (std::size_t i = 0; i < n; ++i) u[i] = std::sin(1.0 + static_cast<double>(i)), v[i] = std::cos(2.0 * static_cast<double>(i));
  f->hessian_vector(x, {}, u, hu);
  f->hessian_vector(x, {}, v, hv);
  EXPECT_NEAR(dot(u, hv), dot(v, hu), 1e-13 * norm(hu) * norm(v));
  Vector forth = x, back = x;
  const double h = 1e-6;
  axpy(h, v, forth);
  axpy(-h, v, back);
  f->evaluate(forth, {}, up);
  f->evaluate(back, {}, down);
  for (std::size_t i = 0; i < n; ++i) EXPECT_NEAR((up[i] - down[i]) / (2 * h), hv[i], 1e-6 * (1 + norm(hv)));
}

INSTANTIATE_TEST_SUITE_P(catalogue, Problems, testing::ValuesIn(problems()),
                         [](const auto& p) { return std::string(p.param->name); });

TEST(Rosenbrock, matches_the_published_value_gradient_and_curvature_at_its_start) {
  const auto p = get(problems(), "rosenbrock", "problem").make(Settings{});
  const auto f = p->objective();
  Vector g(2);
  EXPECT_NEAR(f->evaluate(p->start(), {}, g), 24.2, 1e-13);
  EXPECT_NEAR(g[0], -215.6, 1e-12);
  EXPECT_NEAR(g[1], -88.0, 1e-12);
  Matrix h(2, 2);
  for (std::size_t j = 0; j < 2; ++j) {
    Vector e(2, 0.0), column(2);
    e[j] = 1;
    f->hessian_vector(p->start(), {}, e, column);
    h(0, j) = column[0], h(1, j) = column[1];
  }
  const auto eigen = symmetric_eigen(h);
  EXPECT_NEAR(eigen.values[1], 1506.366980651, 1e-8);
  EXPECT_NEAR(eigen.values[0], 23.63301934872, 1e-8);
}

}  // namespace
}  // namespace paribus
