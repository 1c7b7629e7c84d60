// The digits of least squares where columns nearly depend on each other.
#include <cmath>

#include "paribus/study/subject.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Result measured(const std::string& method, double condition, const std::string& more = "") {
  const std::string at = "measure.conditioning.";
  return first_run(study_from("data.source = \"diabetes\"\nmodel.kind = \"least_squares\"\nmeasure.kind = \"conditioning\"\nreplicates.count = 1\n" + at + "method = \"" +
                             method + "\"\n" + at + "condition = " + shortest(condition) + "\n" + more));
}

double error(const std::string& method, double condition) { return measured(method, condition).scores.at("error"); }

// Orders of magnitude apart, as the laws say: 1e5 and 1e10 times 2^-53, within what constants and rows may do.
TEST(Conditioning, EachMethodLosesTheDigitsThatItsLawSays) {
  const double kappa = 1e5, u = 0x1p-53;
  EXPECT_LT(error("normal equations", kappa), 100 * kappa * kappa * u);
  EXPECT_GT(error("normal equations", kappa), 0.001 * kappa * kappa * u);
  EXPECT_LT(error("QR", kappa), 100 * kappa * u);
  EXPECT_GT(error("QR", kappa), 0.001 * kappa * u);
  for (const double k : {1e3, 1e5, 1e9, 1e12, 1e13}) EXPECT_EQ(error("refined", k), u) << k;
}

TEST(Conditioning, TheRefinedFitTakesHouseholdersTriangleWhereCholeskysIsLost) {
  const Result easy = measured("refined", 1e4), hard = measured("refined", 1e12);
  EXPECT_EQ(easy.scores.at("householder"), 0);
  EXPECT_EQ(hard.scores.at("householder"), 1);
  EXPECT_NEAR(easy.facts.at("condition")[0] / 1e4, 1, 1e-3);
  EXPECT_NEAR(hard.facts.at("condition")[0] / 1e12, 1, 1e-3);
}

TEST(Conditioning, WhatARunDoesNotHaveIsSaid) {
  const Result lost = measured("normal equations", 1e10);
  EXPECT_FALSE(lost.scores.contains("error"));
  EXPECT_EQ(lost.words.at(missing("error")), "a pivot of Cholesky’s factors is lost in rounding");
  EXPECT_EQ(measured("QR", 1e4).words.at(missing("householder")), "only the refined method has these");
  EXPECT_EQ(measured("QR", 10).words.at(missing("error")), "these rows’ columns are worse conditioned than that, or too few, or depend on each other");
}

TEST(Conditioning, RefusesRowsOfManyScales) {
  try {
    measured("QR", 1e4, "data.scale = \"none\"\n");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "conditioning rounds the rows to few digits, so they need one scale");
  }
}

}  // namespace
}  // namespace paribus
