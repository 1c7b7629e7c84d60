// An objective that knows its gradient alone still has curvature.
#include "paribus/objective/differenced.hpp"

#include <gtest/gtest.h>

#include "paribus/math/vector.hpp"
#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

/// A problem of the catalogue, its Hessian hidden.
struct Hidden : Differenced {
  explicit Hidden(std::string_view problem) : own{get(problems(), std::string(problem), "problem").make(Settings{})->objective()} {}
  std::size_t dimension() const override { return own->dimension(); }
  double evaluate(View theta, const Draw& draw, Span g) override { return own->evaluate(theta, draw, g); }
  std::unique_ptr<Objective> own;
};

TEST(Differenced, ProductsAgreeWithExactOnes) {
  Hidden f{"rosenbrock"};
  Vector theta(f.dimension()), v(f.dimension()), got(f.dimension()), exact(f.dimension());
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] = 0.7 - 0.3 * static_cast<double>(i), v[i] = 1 + static_cast<double>(i);
  f.hessian_vector(theta, {}, v, got);
  f.own->hessian_vector(theta, {}, v, exact);
  EXPECT_GT(norm(exact), 1);
  axpy(-1, exact, got);
  EXPECT_LT(norm(got), 1e-8 * norm(exact));
}

TEST(Differenced, NoDirectionNoCurvature) {
  Hidden f{"rosenbrock"};
  const Vector theta(f.dimension(), 0.5), zero(f.dimension(), 0.0);
  Vector out(f.dimension(), 7.0);
  f.hessian_vector(theta, {}, zero, out);
  EXPECT_EQ(out, zero);
}

}  // namespace
}  // namespace paribus
