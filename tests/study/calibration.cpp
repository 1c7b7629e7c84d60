// Calibration against scikit-learn and SciPy (reference/make_calibration.py), what it keeps, and where there is none.
#include "paribus/study/calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/study/fitted_model.hpp"

namespace paribus {
namespace {

Matrix matrix(const nlohmann::json& rows) {
  Matrix out(rows.size(), rows[0].size());
  for (std::size_t i = 0; i < out.rows; ++i) std::ranges::copy(rows[i].get<Vector>(), out.row(i).begin());
  return out;
}

TEST(Calibration, AgreesWithScikitLearnAndSciPy) {
  const auto cases = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/calibration.json"));
  std::size_t checked = 0;
  for (const auto& [name, c] : cases.items())
    for (const char* method : {"platt", "temperature"}) {
      if (!c.contains(method)) continue;
      const auto label = c["label"].get<std::vector<std::int32_t>>();
      const bool scores = name == "scores_2";
      Matrix z = matrix(c["z"]);
      const Matrix before = z;
      const Calibration found = calibration(method, scores, z, label);
      EXPECT_NEAR(found.slope, c[method]["slope"].get<double>(), 2e-7 * c[method]["slope"].get<double>()) << name << ", " << method;
      EXPECT_NEAR(found.intercept, c[method].value("intercept", 0.0), 1e-7) << name << ", " << method;
      found.apply(z);
      for (std::size_t i = 0; i < z.rows; ++i) {
        EXPECT_NEAR(z(i, 0) + z(i, 1) + (z.columns > 2 ? z(i, 2) : 0), 1, 1e-14);
        const double of = scores ? before(i, 1) - before(i, 0) : std::log(before(i, 1) / before(i, 0));
        EXPECT_NEAR(std::log(z(i, 1) / z(i, 0)), found.slope * of + found.intercept, 1e-12 * (1 + std::abs(of)));
      }
      ++checked;
    }
  EXPECT_EQ(checked, 5u);
}

TEST(Calibration, SaysWhyThereIsNone) {
  const auto why = [](const char* method, const Matrix& z, std::vector<std::int32_t> label) -> std::string {
    try {
      calibration(method, false, z, label);
      return "accepted";
    } catch (const Error& e) {
      EXPECT_NE(e.advice(), "");
      return e.problem();
    }
  };
  Matrix two(2, 2), three(2, 3, 1.0 / 3);
  two.values = {.8, .2, .3, .7};
  EXPECT_EQ(why("platt", three, {0, 1}), "Platt's calibration is for two classes, and there are 3");
  EXPECT_EQ(why("temperature", two, {0, 1}), "the likeliest class is the right one in every row, so any temperature nearer to 0 looks better");
  EXPECT_EQ(why("temperature", two, {1, 0}), "the model foretells these rows no better than chance: no calibration mends that");
  EXPECT_EQ(why("platt", Matrix(0, 2), {}), "there is no row to calibrate by");
  EXPECT_EQ(why("platt", two, {1, 0}), "the model foretells these rows no better than chance: no calibration mends that");
  EXPECT_EQ(why("platt", two, {1, 1}), "all rows are of one class: how sure the model should be of the others is not seen");
  two(0, 0) = NAN;
  EXPECT_EQ(why("platt", two, {0, 1}), "some predictions are no numbers");
}

TEST(Calibration, TravelsWithTheModel) {
  const Dataset table = load("breast_cancer", "");
  for (const char* kind : {"logistic", "linear_svm", "gaussian_naive_bayes"}) {
    FittedModel model = fit_model(table, fit_settings({{"model.kind", {std::string(kind)}}}, table.task()));
    const bool probabilities = model.probabilities;
    const Matrix raw = foretell(model, table).z;
    calibrate(model, table, "");
    EXPECT_EQ(model.calibration->method, "platt");
    EXPECT_EQ(model.calibration->scores, !probabilities) << kind;
    EXPECT_TRUE(model.probabilities);
    const auto again = restore_model(parse_model(model_bytes(model.keep()), "m"), "m");
    EXPECT_EQ(foretell(again, table).z.values, foretell(model, table).z.values) << kind;
    EXPECT_NE(foretell(again, table).z.values, raw.values) << kind;
    // Once more begins with what the model says itself, not with what the first calibration made of it.
    const Calibration first = *model.calibration;
    calibrate(model, table, "");
    EXPECT_EQ(model.calibration->slope, first.slope) << kind;
    EXPECT_EQ(model.calibration->scores, first.scores) << kind;

    for (const auto& [name, bad] : {std::pair<std::string, Value>{"slope", {INFINITY}}, {"slope", {std::string("steep")}}, {"method", {std::string("guess")}}, {"rows", {std::int64_t{-1}}}}) {
      ModelFile file = model.keep();
      file.head["calibration." + name] = bad;
      EXPECT_THROW(restore_model(file, "m"), Error) << name;
    }
    ModelFile file = model.keep();
    file.head.erase("calibration.slope");
    EXPECT_THROW(restore_model(file, "m"), Error);
  }
  FittedModel number = fit_model(load("diabetes", ""), fit_settings({}, Task::regression));
  EXPECT_THROW(calibrate(number, load("diabetes", ""), ""), Error);
  ModelFile file = number.keep();
  file.head.merge(Calibration{}.keep());
  EXPECT_THROW(restore_model(file, "m"), Error) << "of a number";
}

}  // namespace
}  // namespace paribus
