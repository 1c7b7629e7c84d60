// The minimum of penalized least squares: by hand, by its conditions, and by scikit-learn, SciPy and a proximal gradient
// method (tests/reference/penalized.json, by make_penalized.py).
#include "penalized.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "paribus/data/transforms.hpp"

namespace paribus {
namespace {

using namespace penalized;

// min 1/2 w'Aw - b'w + l1 |w|_1, A = [[2, .5], [.5, 1]], b = (3, 2), as rows with X'X/n = A, X'y/n = b and means of 0.
Rows by_hand() {
  const double l11 = std::sqrt(2.0), l21 = 0.5 / l11, l22 = std::sqrt(1 - l21 * l21), root = std::sqrt(2.0);
  const double y1 = 3 / l11, y2 = (2 - l21 * y1) / l22;
  Rows r{Matrix(4, 2), {root * y1, -root * y1, root * y2, -root * y2}};
  r.x.values = {root * l11, root * l21, -root * l11, -root * l21, 0, root * l22, 0, -root * l22};
  return r;
}

TEST(Penalized, IsTheMinimumFoundByHand) {
  const Rows r = by_hand();
  EXPECT_NEAR((PenalizedProblem{r.x, r.y, {}, single_columns(2), {}}.largest()), 3, 1e-14);
  const auto to_the_end = [&](Penalty p) { return solve(r, p, single_columns(2), false, 0); };  // until nothing moves
  const auto at_one = to_the_end({1, 0}), at_two = to_the_end({2, 0}), net = to_the_end({1, 0.5});
  EXPECT_NEAR(at_one.w[0], 0.8571428571429, 1e-10);
  EXPECT_NEAR(at_one.w[1], 0.5714285714286, 1e-10);
  EXPECT_NEAR(at_two.w[0], 0.5, 1e-10);
  EXPECT_EQ(at_two.w[1], 0);
  EXPECT_NEAR(net.w[0], 0.7142857142857, 1e-10);
  EXPECT_EQ(solve(r, {5.0 / 3 + 1e-9, 0}).nonzeros, 1u) << "the second knot is at 5/3";
  EXPECT_EQ(solve(r, {5.0 / 3 - 1e-9, 0}).nonzeros, 2u);
  EXPECT_EQ(solve(r, {3, 0}).nonzeros, 0u);
}

TEST(Penalized, MeetsTheConditionsOfAMinimum) {
  for (const auto& [n, p] : {std::pair{100, 8}, {30, 90}, {1, 3}, {2, 1}, {50, 1}, {40, 40}})
    for (const bool positive : {false, true}) {
      const Rows r = random_rows(std::size_t(n), std::size_t(p), 7);
      const Blocks blocks = single_columns(r.x.columns);
      const PenalizedProblem problem{r.x, r.y, {}, blocks, {positive, 1e-14, 100'000}};
      std::vector<Penalty> path;
      for (const double l1 : falling(problem.largest() > 0 ? problem.largest() : 1, 1e-3, 30)) path.push_back({l1, 0}), path.push_back({l1, l1 / 2});
      for (const auto& fit : problem.path(path)) {
        EXPECT_TRUE(fit.reached.converged) << n << " x " << p << ", l1 = " << fit.penalty.l1 << ", gap " << fit.reached.gap;
        EXPECT_LT(violation(r, fit, blocks, positive), 3e-7) << n << " x " << p << ", l1 = " << fit.penalty.l1;
        if (positive) { for (const double w : fit.w) EXPECT_GE(w, 0); }
      }
    }
}

TEST(Penalized, TheGapBoundsWhatIsLeft) {
  const Rows r = random_rows(60, 100, 3);
  const Blocks blocks = single_columns(100);
  const double scale = objective(r, solve(r, {1e9, 0}), blocks);  // the objective at w = 0
  for (const double l2 : {0.0, 0.05})
    for (const double l1 : {0.3, 0.03, 0.003}) {
      const double least = objective(r, solve(r, {l1, l2}), blocks);
      for (const double tolerance : {1e-2, 1e-4, 1e-6}) {
        const auto fit = solve(r, {l1, l2}, blocks, false, tolerance);
        EXPECT_LE(fit.reached.gap, tolerance);
        EXPECT_LE(objective(r, fit, blocks) - least, fit.reached.gap * scale + 1e-13) << l1 << " " << l2 << " " << tolerance;
      }
    }
}

TEST(Penalized, BothWaysOfFollowingTheSlopesAgree) {
  const Rows r = random_rows(80, 30, 5, 20);
  const Centered rows{r.x, r.y, {}, single_columns(30)};
  const auto a = gram_quadratic(rows), b = residual_quadratic(rows);
  CoordinateDescent first{*a, single_columns(30), {false, 1e-14}}, second{*b, single_columns(30), {false, 1e-14}};
  for (const double l1 : {0.1, 0.01, 0.0}) {
    const BlockPenalty penalty{Vector(30, l1), Vector(30, 0.001)};
    EXPECT_TRUE(first.minimize(penalty).converged);
    EXPECT_TRUE(second.minimize(penalty).converged);
    for (std::size_t j = 0; j < 30; ++j) EXPECT_NEAR(first.at()[j], second.at()[j], 1e-6);
  }
}

TEST(Penalized, WeightsAreRepetitions) {
  Rows weighted = random_rows(40, 5, 2), repeated{Matrix(0, 5), {}};
  for (std::size_t i = 0; i < 40; ++i) {
    weighted.weight.push_back(static_cast<double>(i % 4));
    for (std::size_t k = 0; k < i % 4; ++k) {
      repeated.x.values.insert(repeated.x.values.end(), weighted.x.row(i).begin(), weighted.x.row(i).end());
      repeated.y.push_back(weighted.y[i]);
      ++repeated.x.rows;
    }
  }
  const auto a = solve(weighted, {0.1, 0.02}), b = solve(repeated, {0.1, 0.02});
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(a.w[j], b.w[j], 1e-9);
  EXPECT_NEAR(a.intercept, b.intercept, 1e-9);
}

TEST(Penalized, ConstantColumnsGetNothingAndDuplicatesShareWhatOneGets) {
  Rows r = random_rows(60, 4, 9);
  const auto alone = solve(r, {0.05, 0});
  Rows more{Matrix(60, 6), r.y};
  for (std::size_t i = 0; i < 60; ++i) {
    std::copy_n(r.x.row(i).begin(), 4, more.x.row(i).begin());
    more.x(i, 4) = 0.1;
    more.x(i, 5) = r.x(i, 0);
  }
  const auto fit = solve(more, {0.05, 0});
  EXPECT_EQ(fit.w[4], 0);
  EXPECT_NEAR(fit.w[0] + fit.w[5], alone.w[0], 1e-7);
  EXPECT_LT(violation(more, fit, single_columns(6)), 3e-7);
  const auto shared = solve(more, {0.05, 0.1});
  EXPECT_NEAR(shared.w[0], shared.w[5], 1e-6) << "the ridge part splits evenly";
  const double df = PenalizedProblem{more.x, more.y, {}, single_columns(6), {}}.degrees_of_freedom(fit);
  EXPECT_NEAR(df, static_cast<double>(alone.nonzeros), 1e-9) << "two equal columns are one direction";
}

TEST(Penalized, DoesNotMindTheScale) {
  const Rows r = random_rows(50, 6, 4);
  const auto plain = solve(r, {0.1, 0.02});
  for (const double target : {1e-150, 1e-20, 1e150}) {
    Rows s = r;
    for (double& y : s.y) y *= target;
    const auto fit = solve(s, {0.1 * target, 0.02});
    for (std::size_t j = 0; j < 6; ++j) EXPECT_NEAR(fit.w[j] / target, plain.w[j], 1e-7);
    EXPECT_NEAR(fit.intercept / target, plain.intercept, 1e-7);
  }
  for (const double feature : {1e-150, 1e-20, 1e150}) {  // all columns, so that the penalty can follow
    Rows s = r;
    for (double& x : s.x.values) x *= feature;
    const auto fit = solve(s, {0.1 * feature, 0.02 * feature * feature});
    for (std::size_t j = 0; j < 6; ++j) EXPECT_NEAR(fit.w[j] * feature, plain.w[j], 1e-7);
  }
  Rows mixed = r;  // columns from 1e-150 to 1e150
  for (std::size_t i = 0; i < 50; ++i)
    for (std::size_t j = 0; j < 6; ++j) mixed.x(i, j) *= std::pow(10.0, 60.0 * double(j) - 150);
  EXPECT_LT(violation(mixed, solve(mixed, {1e-30, 0}), single_columns(6)), 3e-7);
  Rows far = r;  // a mean of a thousand million spreads, of which it loses nine digits
  for (double& x : far.x.values) x += 1e9;
  const auto fit = solve(far, {0.1, 0.02});
  for (std::size_t j = 0; j < 6; ++j) EXPECT_NEAR(fit.w[j], plain.w[j], 1e-5);
}

TEST(Penalized, RefusesWhatIsNoNumber) {
  Rows r = random_rows(5, 2, 1);
  const auto said = [](const Rows& rows) -> std::string {
    try {
      solve(rows, {0, 0});
    } catch (const Error& e) { return e.what(); }
    return "";
  };
  Rows bad = r;
  bad.x(1, 1) = std::nan("");
  EXPECT_NE(said(bad).find("the features hold what is no number"), std::string::npos) << said(bad);
  bad = r;
  bad.y[0] = INFINITY;
  EXPECT_NE(said(bad).find("the targets hold what is no number"), std::string::npos);
  bad = r;
  bad.weight = Vector(5, 0.0);
  EXPECT_NE(said(bad).find("no row has a weight above 0"), std::string::npos);
  bad = r;
  bad.x(0, 0) = -1.7e308, bad.x(1, 0) = 1.7e308, bad.x(2, 0) = 1.7e308;
  EXPECT_NE(said(bad).find("the features reach from -1.7e+308 to 1.7e+308, wider than a number; rescale them"), std::string::npos) << said(bad);
  bad = r;
  for (double& x : bad.x.values) x *= 1e-200;
  for (double& y : bad.y) y *= 1e200;
  bad.weight.clear();
  EXPECT_NE(said(bad).find("is too large for a number"), std::string::npos) << said(bad);
  bad = r;
  for (double& x : bad.x.values) x *= 1e200;
  for (double& y : bad.y) y *= 1e200;
  EXPECT_NE(said(bad).find("no number is large enough to be a penalty"), std::string::npos) << said(bad);
}

Rows of_diabetes(bool products) {
  const Dataset d = load("diabetes");
  std::vector<std::uint32_t> all(d.rows());
  std::iota(all.begin(), all.end(), 0u);
  std::vector<Vector> columns;
  Vector y;
  for (const auto& c : d.columns) {
    const auto s = Standardize::fit(c.values, all);
    Vector v;
    for (const double x : c.values) v.push_back(s.apply(x));
    if (c.role == Role::target) y = v;
    else columns.push_back(v);
  }
  if (products)
    for (std::size_t i = 0; i < 10; ++i)
      for (std::size_t j = i; j < 10; ++j) {
        Vector v;
        for (std::size_t k = 0; k < y.size(); ++k) v.push_back(columns[i][k] * columns[j][k]);
        columns.push_back(v);
      }
  const std::size_t n = products ? 40 : y.size();
  Rows r{Matrix(n, columns.size()), Vector(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(n))};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < columns.size(); ++j) r.x(i, j) = columns[j][i];
  return r;
}

nlohmann::json reference() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/penalized.json");
  return nlohmann::json::parse(file);
}

void expect_same(const PenalizedFit& fit, const nlohmann::json& expected, double within) {
  const Vector w = expected["w"];
  for (std::size_t j = 0; j < w.size(); ++j) EXPECT_NEAR(fit.w[j], w[j], within) << j;
  EXPECT_NEAR(fit.intercept, expected["b"].get<double>(), within);
}

TEST(Penalized, IsScikitLearnsElasticNet) {
  const auto cases = reference()["enet"];
  ASSERT_EQ(cases.size(), 42u);
  for (const auto& k : cases) {
    SCOPED_TRACE(k["data"].get<std::string>() + " " + k["l1"].dump() + " " + k["l2"].dump() + " " + k["positive"].dump());
    Rows r = of_diabetes(k["data"] == "products");
    if (k["weighted"])
      for (std::size_t i = 0; i < r.y.size(); ++i) r.weight.push_back(static_cast<double>(i % 4));
    const Blocks blocks = single_columns(r.x.columns);
    const auto fit = solve(r, {k["l1"], k["l2"]}, blocks, k["positive"]);
    EXPECT_NEAR(objective(r, fit, blocks), k["objective"].get<double>(), 1e-13);
    EXPECT_LT(violation(r, fit, blocks, k["positive"]), 3e-7);
    // Where features outnumber rows the minimum is flat: sex and its square may share as they like.
    if (k["data"] == "diabetes" || k["l2"] > 0) expect_same(fit, k, 1e-6);
  }
}

TEST(Penalized, GroupsAreThoseOfAProximalGradientMethod) {
  const auto cases = reference()["group"];
  ASSERT_EQ(cases.size(), 5u);
  for (const auto& k : cases) {
    const Rows r = of_diabetes(k["data"] == "products");
    Blocks blocks{0};
    for (const std::size_t size : k["sizes"]) blocks.push_back(blocks.back() + size);
    const auto fit = solve(r, {k["l1"], 0}, blocks);
    EXPECT_TRUE(fit.reached.converged) << fit.reached.gap;
    EXPECT_NEAR(objective(r, fit, blocks), k["objective"].get<double>(), 1e-12);
    EXPECT_LT(violation(r, fit, blocks), 1e-6);
    expect_same(fit, k, 1e-5);
  }
}

TEST(Penalized, WithoutAPenaltyItIsSciPysNonNegativeLeastSquares) {
  const auto cases = reference()["non_negative"];
  ASSERT_EQ(cases.size(), 2u);
  for (const auto& k : cases) {
    const Rows r = of_diabetes(k["data"] == "products");
    const Blocks blocks = single_columns(r.x.columns);
    const auto fit = solve(r, {0, 0}, blocks, true, 1e-13);
    EXPECT_TRUE(fit.reached.converged) << fit.reached.gap;
    EXPECT_NEAR(objective(r, fit, blocks), k["objective"].get<double>(), 1e-11);
    EXPECT_LT(violation(r, fit, blocks, true), 1e-6);
  }
}

}  // namespace
}  // namespace paribus
