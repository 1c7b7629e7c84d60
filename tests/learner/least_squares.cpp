// The numbers of R's summary(lm), confint, hatvalues, cooks.distance and predict: tests/reference/linear.json, by
// make_linear.R beside it.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/learner/learner.hpp"

namespace paribus {
namespace {

using Json = nlohmann::json;

Json reference() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/linear.json");
  return Json::parse(file);
}

double real(const Json& j) { return j.is_null() ? std::nan("") : j.get<double>(); }

/// Digits of R's own: its Longley has 12 right, its leverages come from a QR of the raw columns.
void expect(double found, const Json& j, const std::string& what, double tolerance = 1e-10) {
  const double r = real(j);
  if (std::isnan(r)) EXPECT_TRUE(std::isnan(found)) << what << " is " << found;
  else EXPECT_LE(std::abs(found - r), tolerance * std::max(std::abs(r), 1e-3)) << what << ": " << found << " and " << r;
}

std::shared_ptr<Prepared> table(const Json& j) {
  auto out = std::make_shared<Prepared>();
  out->target = "y";
  out->train.x = Matrix(j["x"].size(), j["x"][0].size());
  out->train.y = Matrix(j["y"].size(), 1);
  for (std::size_t i = 0; i < out->train.x.rows; ++i) {
    out->train.y(i, 0) = j["y"][i];
    for (std::size_t k = 0; k < out->train.x.columns; ++k) out->train.x(i, k) = j["x"][i][k];
  }
  for (std::size_t k = 0; k < out->train.x.columns; ++k) out->features.push_back("x" + std::to_string(k + 1));
  return out;
}

std::unique_ptr<const Learner> learner(const std::string& name, const Choices& choices = {}) {
  return get(learners(), name, "model").make(Settings{choices, "model." + name + "."});
}

double number(const FitSummary& s, const std::string& name) {
  for (const auto& n : s.numbers)
    if (n.name == name) return n.value;
  ADD_FAILURE() << "no number " << name;
  return 0;
}

TEST(LeastSquaresFit, SaysWhatRSays) {
  const Json all = reference();
  for (const auto& [name, j] : all.items()) {
    SCOPED_TRACE(name);
    const auto data = table(j);
    const auto fit = learner("least_squares", {{"model.least_squares.intercept", {j["intercept"].get<bool>()}}})->fit(*data, {});
    const FitSummary s = *fit->summary();
    ASSERT_EQ(s.terms.size(), j["estimate"].size());
    for (std::size_t k = 0; k < s.terms.size(); ++k) {
      const std::string at = s.terms[k].name;
      expect(s.terms[k].estimate, j["estimate"][k], at, 1e-9);
      expect(s.terms[k].error, j["error"][k], at + " error", 1e-9);
      expect(s.terms[k].statistic, j["t"][k], at + " t", 1e-9);
      expect(s.terms[k].p, j["p"][k], at + " p", 1e-8);
      expect(s.terms[k].low, j["confint"][k][0], at + " low", 1e-8);
      expect(s.terms[k].high, j["confint"][k][1], at + " high", 1e-8);
    }
    expect(number(s, "residual_standard_error"), j["sigma"], "sigma");
    expect(number(s, "residual_freedom"), j["freedom"], "freedom");
    expect(number(s, "r2"), j["r2"], "r2");
    expect(number(s, "adjusted_r2"), j["adjusted_r2"], "adjusted r2");
    expect(number(s, "f"), j["f"], "f");
    expect(number(s, "f_p"), j["f_p"], "p of f", 1e-8);
    const bool some = real(j["freedom"]) > 0;
    for (std::size_t i = 0; i < data->train.size(); ++i) {
      expect(s.rows[1].second[i], j["hat"][i], "leverage", 1e-9);
      if (some) expect(s.rows[2].second[i], j["cook"][i], "Cook's distance", 1e-8);
    }
    Examples rows;
    rows.x = Matrix(3, data->train.x.columns);
    for (std::size_t i = 0; i < rows.x.values.size(); ++i) rows.x.values[i] = data->train.x.values[i] * 1.1;
    const auto again = learner("least_squares")->restore(fit->keep());
    const Matrix z = fit->predict(rows), z2 = again->predict(rows);
    EXPECT_EQ(z.values, z2.values);
    EXPECT_EQ(fit->interval(rows, 0.9).has_value(), some);
    for (std::size_t i = 0; i < 3; ++i) {
      expect(z(i, 0), j["prediction"][i][0], "prediction", 1e-9);
      if (!some) continue;
      const Matrix band = *fit->interval(rows, 0.9), band2 = *again->interval(rows, 0.9);
      EXPECT_EQ(band.values, band2.values);
      expect(band(i, 0), j["prediction"][i][1], "low", 1e-8);
      expect(band(i, 1), j["prediction"][i][2], "high", 1e-8);
    }
  }
}

std::vector<std::string> notes(const Json& j) {
  const auto fit = learner("least_squares")->fit(*table(j), {});
  return fit->summary()->notes;
}

TEST(LeastSquaresFit, NamesThePathAndWhatWasLeftOut) {
  const Json all = reference();
  EXPECT_EQ(notes(all["swiss"]), (std::vector<std::string>{
                "solved by Cholesky's triangle of the products of the columns and 1 correction with residuals in double-double"}));
  EXPECT_EQ(notes(all["swiss_dependent"]).at(1),
            "the columns 'x2', 'x3' and 'x5' are weighted sums of the columns before them, or constant: left out, so their coefficients are not known");
  EXPECT_EQ(notes(all["as_many_as_rows"]).back(), "there are as many coefficients as rows: nothing is left to tell the error from (ridge asks for less)");
}

TEST(LeastSquaresFit, RepetitionIsWeight) {
  auto data = table(reference()["swiss"]), repeated = table(reference()["swiss"]);
  Examples& r = repeated->train;
  data->train.weight.assign(data->train.size(), 1.0);
  for (std::size_t i = 0; i < 10; ++i) {
    data->train.weight[i] = i < 5 ? 0 : 3;
    if (i < 5) continue;
    for (int k = 0; k < 2; ++k) {
      const Vector row(r.x.row(i).begin(), r.x.row(i).end());
      r.x.values.insert(r.x.values.end(), row.begin(), row.end()), ++r.x.rows;
      r.y.values.push_back(r.y(i, 0)), ++r.y.rows;
    }
  }
  r.x.values.erase(r.x.values.begin(), r.x.values.begin() + static_cast<std::ptrdiff_t>(5 * r.x.columns)), r.x.rows -= 5;
  r.y.values.erase(r.y.values.begin(), r.y.values.begin() + 5), r.y.rows -= 5;
  const auto a = learner("least_squares")->fit(*data, {})->summary(), b = learner("least_squares")->fit(*repeated, {})->summary();
  for (std::size_t k = 0; k < a->terms.size(); ++k) {
    EXPECT_NEAR(a->terms[k].estimate / b->terms[k].estimate, 1, 4e-16);
    EXPECT_NEAR(a->terms[k].error / b->terms[k].error, 1, 1e-14);
    EXPECT_NEAR(a->terms[k].p / b->terms[k].p, 1, 1e-12);
  }
  for (std::size_t k = 0; k < 8; ++k) EXPECT_NEAR(a->numbers[k].value / b->numbers[k].value, 1, 1e-13) << a->numbers[k].name;
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(a->rows[2].second[5 + i] / b->rows[2].second[i], 1, 1e-12);
}

TEST(LeastSquaresFit, Refusals) {
  auto data = table(reference()["swiss"]);
  data->task = Task::classification;
  try {
    learner("least_squares")->fit(*data, {});
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "least_squares predicts a number, but the target 'y' is a class");
  }
  data->task = Task::regression;
  const Kept kept = learner("least_squares")->fit(*data, {})->keep();
  const auto refusal = [&](auto&& spoil) {
    Kept k = kept;
    spoil(k);
    try {
      learner("least_squares")->restore(k);
    } catch (const Error& e) {
      return e.problem();
    }
    return std::string("none");
  };
  EXPECT_EQ(refusal([](Kept& k) { k.words["degree"] = "x"; }), "the model's degree is not from 1 to 30");
  EXPECT_EQ(refusal([](Kept& k) { k.words["degree"] = "4"; }), "the model's coefficients do not suit its degree");
  EXPECT_EQ(refusal([](Kept& k) { k.arrays["columns"](0, 0) = 7; }), "the model's columns are not columns of it");
  EXPECT_EQ(refusal([](Kept& k) { k.arrays["spread"](0, 0) = 0; }), "the model's array 'triangle' is 6 x 6, not 5 x 5");
}

}  // namespace
}  // namespace paribus
