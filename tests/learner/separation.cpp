// Separated data: said, certified, and never answered with a silent huge coefficient.
#include "logistic.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

FitSummary fitted(const std::vector<Vector>& rows, const std::vector<std::int32_t>& label, std::size_t k, const Choices& c = {}) {
  return *fit_logistic(classes_of(matrix_of(rows), label, k), c)->summary();
}

TEST(Separation, CompleteIsSaidWithItsColumnAndClasses) {
  const FitSummary s = fitted({{1, 3}, {2, -1}, {3, 2}, {4, 1}, {5, -2}, {6, 2}}, {0, 0, 0, 1, 1, 1}, 2);
  EXPECT_NE(notes(s).find("Classes 'a' and 'b' are completely separated by x0 alone: no finite coefficients are the most likely ones."),
            std::string::npos) << notes(s);
  EXPECT_NE(notes(s).find("Many directions separate them completely: the signs of the coefficients are those of one."), std::string::npos);
  EXPECT_NE(notes(s).find("Standard errors and p values are withheld, and of coefficients without end only the sign is told. Give l2 a value "
                          "(0.001, say), or use Firth's penalized likelihood."), std::string::npos);
  EXPECT_EQ(s.statistic, "");
  EXPECT_EQ(term(s, "x0").estimate, infinity);
  for (const auto& t : s.terms) EXPECT_TRUE(std::isnan(t.error) && std::isnan(t.p) && std::isnan(t.low)) << t.name;
}

// x0 = 1 happens in class b only; x1 overlaps. Its coefficient has a finite limit, that of the rows with x0 = 0.
TEST(Separation, QuasiCompleteLeavesTheOtherCoefficientsTheirLimit) {
  const std::vector<Vector> rows{{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}, {1, 2}, {1, 4}};
  const FitSummary s = fitted(rows, {0, 1, 0, 1, 1, 1, 1}, 2);
  EXPECT_NE(notes(s).find("Classes 'a' and 'b' are separated but for rows on the boundary (quasi-complete separation) by x0: no finite"),
            std::string::npos) << notes(s);
  EXPECT_EQ(notes(s).find("the signs of the coefficients"), std::string::npos) << notes(s);
  EXPECT_EQ(term(s, "x0").estimate, infinity);
  const FitSummary rest = fitted({{1}, {2}, {3}, {4}, {5}}, {0, 1, 0, 1, 1}, 2);
  EXPECT_EQ(rest.statistic, "z");
  EXPECT_NEAR(term(s, "x1").estimate, term(rest, "x0").estimate, 1e-5);
  EXPECT_NEAR(term(s, "(intercept)").estimate, term(rest, "(intercept)").estimate, 1e-5);
  EXPECT_TRUE(std::isnan(term(s, "x1").p));
}

// Two swapped pairs end the separation.
TEST(Separation, OverlapIsNeverCalledSeparation) {
  std::vector<Vector> rows;
  std::vector<std::int32_t> label;
  for (int i = 0; i < 40; ++i) {
    rows.push_back({static_cast<double>(i * i % 11), static_cast<double>(i)});
    label.push_back(i >= 20);
  }
  EXPECT_NE(notes(fitted(rows, label, 2)).find("completely separated by x1 alone"), std::string::npos);
  label[15] = label[19] = 1;
  label[20] = label[24] = 0;
  const FitSummary s = fitted(rows, label, 2);
  EXPECT_EQ(notes(s).find("separated"), std::string::npos) << notes(s);
  EXPECT_EQ(s.statistic, "z");
}

TEST(Separation, OfOneClassAmongThreeNamesThePairs) {
  const auto iris = [] {
    const Dataset set = load("iris");
    std::vector<Vector> rows(150, Vector(4));
    std::vector<std::int32_t> label;
    for (std::size_t j = 0; j < 4; ++j)
      for (std::size_t i = 0; i < 150; ++i) rows[i][j] = set.columns[j].values[i];
    for (const double v : set.target()->values) label.push_back(static_cast<std::int32_t>(v));
    return std::pair{rows, label};
  }();
  const FitSummary s = fitted(iris.first, iris.second, 3);
  EXPECT_NE(notes(s).find("Classes 'a' and 'b' are completely separated by x2 and x3, each alone"), std::string::npos) << notes(s);
  EXPECT_NE(notes(s).find("Classes 'a' and 'c' are completely separated"), std::string::npos);
  EXPECT_EQ(notes(s).find("Classes 'b' and 'c'"), std::string::npos) << notes(s);
}

// Five classes have ten pairs: six are named, the others counted.
TEST(Separation, ManyPairsAreCountedAndNotAllNamed) {
  const std::string said = notes(fitted({{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}}, {0, 0, 1, 1, 2, 2, 3, 3, 4, 4}, 5));
  std::size_t named = 0;
  for (auto at = said.find("Classes '"); at != std::string::npos; at = said.find("Classes '", at + 1)) ++named;
  EXPECT_EQ(named, 6u) << said;
  EXPECT_NE(said.find("So are 4 other pairs of classes."), std::string::npos) << said;
}

TEST(Separation, APenaltyEndsIt) {
  const FitSummary s = fitted({{1}, {2}, {3}, {4}}, {0, 0, 1, 1}, 2, {{"l2", {0.01}}});
  EXPECT_EQ(notes(s).find("separated"), std::string::npos);
  EXPECT_TRUE(std::isfinite(term(s, "x0").estimate));
  EXPECT_NE(notes(s).find("Penalized coefficients are pulled toward 0 on purpose"), std::string::npos);
}

}  // namespace
}  // namespace paribus
