#pragma once
// Ways to the minimum of a logistic or softmax risk. Each ends at a point whose gradient's largest element is at most
// `tolerance` (in standardized coordinates), or says how near it came.

#include <string>

#include "paribus/learner/logit_risk.hpp"

namespace paribus {

struct Solved {
  Vector theta;
  double objective = 0;
  double residual = 0;         ///< the largest element of the gradient; with l1, of the least subgradient
  std::size_t iterations = 0;
  bool converged = false;
  bool singular = false;       ///< the Hessian lost its definiteness on the way: something is not determined
  std::string path;            ///< how it was found: "Newton's method, 5 steps"
};

/// Newton's method with Cholesky's factors and a backtracking line search (Nocedal & Wright 2006, section 3.3). Ends
/// when besides the gradient the step itself is lost in rounding: the coefficients then have all their digits.
Solved newton(LogitRisk&, Vector start, double tolerance, std::size_t most = 100, Precision hessian = Precision::float64);
/// Newton's method with conjugate gradients on exact Hessian products, the residual asked of them falling with the
/// gradient (Dembo, Eisenstat & Steihaug 1982). Ends after `most` steps, or the step in which `products` are reached.
Solved newton_cg(LogitRisk&, Vector start, double tolerance, std::size_t most = 200, std::size_t products = 100'000);
/// L-BFGS in coordinates where the Hessian at a start found on a part of the rows is the identity, if the parameters are
/// few enough for its factors. If `until_separated`, it also ends where every row's class is told strictly from all others,
/// which is looked at now and then.
Solved limited_memory(LogitRisk&, double tolerance, std::size_t most = 2000, bool until_separated = false);
/// With a penalty l1 |w|_1 besides, w in units of the data and without the intercept.
Solved proximal(LogitRisk&, double l1, double tolerance);
/// Few enough for an exact Hessian and its factors.
constexpr std::size_t few_parameters = 1200;
/// Whether its curvature and what follows from it (standard errors, a proof that nothing is separated) are worth their
/// time: at most few_parameters of them, and at most 1e11 operations for one Hessian, about a minute.
bool infers(const LogitRisk&);

double largest(View);   ///< of |v|; NaN if any is
/// Intercepts that all move together change nothing if each class has its own: the Hessian gets a unit along that way,
/// to which every gradient is orthogonal.
void pin_intercepts(const LogitRisk&, Matrix& hessian);

}  // namespace paribus
