// The learner "logistic" with many parameters: it ends, and says what it left out.
#include <chrono>

#include "logistic.hpp"
#include "paribus/math/normal.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

/// Rows of `classes` classes that follow a softmax of `features` normal columns, `sharp` times as far apart as noise.
Prepared drawn(std::size_t rows, std::size_t features, std::size_t classes, double sharp) {
  Stream stream({1, 0, "test"});
  Matrix x(rows, features);
  std::vector<std::int32_t> label;
  for (std::size_t i = 0; i < rows; ++i) {
    fill_normal(stream, x.row(i));
    label.push_back(static_cast<std::int32_t>(stream.below(classes)));
    x(i, static_cast<std::size_t>(label.back())) += sharp;
  }
  return classes_of(x, label, classes);
}

double seconds(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

// Hessian, factors and eigenvectors are of 560 parameters.
TEST(LogisticSize, DigitsWithoutAPenaltyAreCertifiedInSeconds) {
  std::optional<FitSummary> s;
  const double took = seconds([&] { s = fit_logistic(*prepared("digits"))->summary(); });
  EXPECT_LT(took, 60);
  EXPECT_NE(notes(*s).find("completely separated"), std::string::npos) << notes(*s);
}

TEST(LogisticSize, TooManyParametersForTheCurvatureAreFittedWithoutIt) {
  const Prepared p = drawn(4000, 250, 6, 0.5);   // 1255 parameters, overlapping classes
  const auto fit = fit_logistic(p);
  const FitSummary s = *fit->summary();
  EXPECT_LE(number(s, "gradient"), 1e-8);
  EXPECT_TRUE(std::isnan(term(s, "b: x3").error));
  EXPECT_TRUE(std::isfinite(term(s, "b: x3").estimate));
  EXPECT_NE(notes(s).find("No standard errors: 1255 parameters and 4000 rows are too many for the curvature (at most 1200 parameters, and rows "
                          "times their square at most 1e11).\n"), std::string::npos) << notes(s);
  EXPECT_NE(notes(s).find("Whether the classes are separated was not decided: the point that was reached does not separate them, and proving "
                          "that none does takes the curvature. If they are, the coefficients grow without bound; a penalty l2 ends that.\n"),
            std::string::npos) << notes(s);
  // The same point as another way finds.
  const FitSummary exact = *fit_logistic(p, {{"solver", {"newton_cg"}}})->summary();
  EXPECT_NEAR(term(s, "b: x3").estimate, term(exact, "b: x3").estimate, 1e-5);
}

TEST(LogisticSize, WhatItsOwnPointSeparatesIsSeparatedWithoutAnyHessian) {
  const FitSummary s = *fit_logistic(drawn(300, 250, 6, 3))->summary();
  EXPECT_NE(notes(s).find("'a' and 'b' are completely separated"), std::string::npos) << notes(s);
  EXPECT_TRUE(std::isinf(term(s, "b: x1").estimate));
}

TEST(LogisticSize, ManyColumnsAreNotComparedWithEachOther) {
  std::optional<FitSummary> s;
  const double took = seconds([&] { s = fit_logistic(drawn(60, 1300, 2, 1))->summary(); });
  EXPECT_LT(took, 60);
  EXPECT_NE(notes(*s).find("Whether columns determine each other was not looked into: there are more than 1200.\n"), std::string::npos) << notes(*s);
}

}  // namespace
}  // namespace paribus
