// Fewer columns: fitted on the training part alone, the same for any company of rows, kept with the preprocessing.
#include "paribus/data/projection.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <algorithm>
#include <numeric>

#include "paribus/base/json.hpp"
#include "paribus/data/preprocessing.hpp"
#include "paribus/data/split.hpp"
#include "paribus/math/vector.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using tests::settings;

Choices reduced(const std::string& how, std::int64_t k, bool whiten = false) {
  return {{"data.reduce", {how}}, {"data.components", {k}}, {"data.whiten", {whiten}}};
}

TEST(Projection, IsFittedOnTheTrainingPartAlone) {
  Dataset d = load("digits");
  const auto parts = partition(d, settings(), tests::split_name());
  const auto before = prepare(d, settings(reduced("pca", 5)), tests::split_name());
  for (const auto r : parts.test) d.columns[20].values[r] += 1000;
  for (const auto r : parts.validation) d.columns[30].values[r] -= 1000;
  const auto after = prepare(d, settings(reduced("pca", 5)), tests::split_name());
  EXPECT_EQ(before->train.x.values, after->train.x.values);
  EXPECT_NE(before->test.x.values, after->test.x.values);
  EXPECT_EQ(before->train.x.columns, 5u);
  EXPECT_EQ(before->features.front(), "component 1");
  EXPECT_EQ(before->notes.back().substr(0, 40), "5 principal components of 64 columns hol");
}

TEST(Projection, TravelsWithThePreprocessingToTheBit) {
  const Dataset d = load("iris");
  std::vector<std::uint32_t> rows(d.rows());
  std::iota(rows.begin(), rows.end(), 0u);
  for (const char* how : {"pca", "randomized_pca", "gaussian", "sparse"}) {
    const auto p = Preprocessing::fit(d, settings(reduced(how, 3)), rows, {}, false);
    const auto again = Preprocessing::restore(json::choices(json::written(p.keep())), p.arrays());
    const auto x = p.apply(d, rows).x;
    EXPECT_EQ(again.apply(d, rows).x.values, x.values);
    EXPECT_EQ(again.features(), p.features());
    EXPECT_EQ(again.features()[2], std::string(how).ends_with("pca") ? "component 3" : "projection 3");
    const std::uint32_t alone[] = {77};   // the same numbers in any company
    const auto row = p.apply(d, alone).x;
    for (std::size_t j = 0; j < 3; ++j) EXPECT_EQ(row(0, j), x(77, j));
  }
}

TEST(Projection, WhitenedComponentsHaveVarianceOneInTraining) {
  const auto p = prepare(load("wine"), settings(reduced("pca", 6, true)), tests::split_name());
  for (std::size_t j = 0; j < 6; ++j) {
    Vector column;
    for (std::size_t i = 0; i < p->train.size(); ++i) column.push_back(p->train.x(i, j));
    EXPECT_NEAR(mean(column), 0, 1e-13);
    EXPECT_NEAR(variance(column), 1, 1e-12);
  }
}

// E |P v|^2 = |v|^2; its variance is 2/k |v|^4 for normal numbers, and no more for sparse ones but for spikes.
TEST(Projection, ByChanceKeepsSquaredLengthsOnAverage) {
  const std::size_t d = 60, k = 400;
  Matrix v(1, d);
  for (std::size_t j = 0; j < d; ++j) v(0, j) = std::sqrt(1 + static_cast<double>(j));
  const double length = dot(v.values, v.values);
  for (const bool sparse : {false, true}) {
    const Stream s{{3, 0, "projection"}};
    const Projection p{sparse ? "sparse" : "gaussian", Vector(d), sparse ? sparse_axes(k, d, s) : gaussian_axes(k, d, s)};
    const Matrix z = p.apply(v);
    EXPECT_NEAR(dot(z.values, z.values) / length, 1, 4 * std::sqrt(2.0 / k));
    EXPECT_NE(dot(z.values, z.values), length);
  }
  const Matrix a = sparse_axes(k, d, Stream{{3, 0, "projection"}});
  const auto zeros = static_cast<double>(std::count(a.values.begin(), a.values.end(), 0.0)) / static_cast<double>(k * d);
  EXPECT_NEAR(zeros, 2.0 / 3, 4 * std::sqrt(2.0 / 9 / static_cast<double>(k * d)));
}

TEST(Projection, RefusesWhatItCannotMake) {
  const auto said = [](const Choices& c) -> std::string {
    try {
      prepare(load("iris"), settings(c), tests::split_name());
      return "prepared";
    } catch (const Error& e) {
      return e.problem() + "; " + e.advice();
    }
  };
  EXPECT_EQ(said(reduced("pca", 4)), "prepared");
  EXPECT_EQ(said(reduced("pca", 5)), "data.components = 5, and the training part has 90 rows and 4 columns; "
                                     "ask for at most 4, or set data.reduce to \"gaussian\" or \"sparse\"");
  EXPECT_EQ(said(reduced("gaussian", 5)), "prepared");
  EXPECT_EQ(said(reduced("sparse", 2, true)), "data.whiten = true, and data.reduce = \"sparse\" draws its directions without looking at the rows; "
                                              "leave data.whiten out, or set data.reduce to \"pca\"");
}

TEST(Projection, BelievesNoFile) {
  const Dataset d = load("iris");
  std::vector<std::uint32_t> rows(d.rows());
  std::iota(rows.begin(), rows.end(), 0u);
  const auto p = Preprocessing::fit(d, settings(reduced("pca", 3)), rows, {}, false);
  const auto said = [&](const std::string& how, Preprocessing::Arrays arrays) -> std::string {
    Choices kept = p.keep();
    kept["preprocessing.projection"] = {how};
    try {
      Preprocessing::restore(kept, arrays);
      return "restored";
    } catch (const Error& e) {
      return e.problem().substr(std::string("the model's preprocessing is damaged: ").size());
    }
  };
  EXPECT_EQ(said("pca", p.arrays()), "restored");
  EXPECT_EQ(said("magic", p.arrays()), "'projection' is 'magic', which is unknown");
  EXPECT_EQ(said("pca", {}), "the array 'center' is missing");
  auto wrong = p.arrays();
  wrong["preprocessing.center"] = Matrix(2, 4);
  EXPECT_EQ(said("pca", wrong), "the array 'center' has another shape than its columns");
  wrong = p.arrays(), wrong["preprocessing.axes"] = Matrix(3, 5);
  EXPECT_EQ(said("pca", wrong), "the array 'axes' has another shape than its columns");
  wrong = p.arrays(), wrong["preprocessing.axes"](0, 0) = NAN;
  EXPECT_EQ(said("pca", wrong), "the array 'axes' is not finite");
}

}  // namespace
}  // namespace paribus
