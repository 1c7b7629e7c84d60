// Every metric against scikit-learn (reference/make_metrics.py), and what every metric must keep.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "paribus/base/random.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Case {
  Matrix z, y;
  std::vector<std::int32_t> label;
  Predictions predictions() const { return {z, y, label}; }
  bool classification() const { return !label.empty(); }
};

Case classes(const std::vector<Vector>& z, std::vector<std::int32_t> label) {
  Case out{Matrix(z.size(), z[0].size()), Matrix(z.size(), z[0].size()), std::move(label)};
  for (std::size_t i = 0; i < z.size(); ++i) {
    std::copy(z[i].begin(), z[i].end(), out.z.row(i).begin());
    out.y(i, static_cast<std::size_t>(out.label[i])) = 1;
  }
  return out;
}

Case values(const Vector& z, const Vector& y) {
  Case out{Matrix(z.size(), 1), Matrix(y.size(), 1), {}};
  out.z.values = z;
  out.y.values = y;
  return out;
}

Case reordered(const Case& c, const std::vector<std::uint32_t>& order) {
  Case out = c;
  for (std::size_t i = 0; i < order.size(); ++i) {
    std::copy_n(c.z.row(order[i]).begin(), c.z.columns, out.z.row(i).begin());
    std::copy_n(c.y.row(order[i]).begin(), c.y.columns, out.y.row(i).begin());
    if (c.classification()) out.label[i] = c.label[order[i]];
  }
  return out;
}

struct Named { std::string name; Case data; nlohmann::json scores; };

std::vector<Named> reference() {
  std::ifstream in(PARIBUS_SOURCE_DIR "/tests/reference/metrics.json");
  std::vector<Named> out;
  for (const auto& c : nlohmann::json::parse(in)) {
    auto data = c.contains("label") ? classes(c["z"].get<std::vector<Vector>>(), c["label"].get<std::vector<std::int32_t>>())
                                    : values(c["z"].get<Vector>(), c["y"].get<Vector>());
    out.push_back({c["name"], std::move(data), c["scores"]});
  }
  return out;
}

double score(std::string_view metric, const Case& c) {
  return get(metrics(), metric, "metric").make({})->score(c.predictions());
}

TEST(Metrics, AgreeWithScikitLearn) {
  std::size_t compared = 0;
  for (const auto& c : reference())
    for (const auto& [metric, expected] : c.scores.items()) {
      // Both sum n terms: rounding is far below 1e-12 relative; near 0 and at 1e9 the absolute error counts.
      const double e = expected.get<double>();
      EXPECT_NEAR(score(metric, c.data), e, 1e-12 * std::max(1.0, std::abs(e))) << metric << ", " << c.name;
      ++compared;
    }
  EXPECT_EQ(compared, 10u * 6 + 5u * 3);
}

TEST(Metrics, EveryOneIsCompared) {
  for (const auto* entry : metrics()) {
    bool found = false;
    for (const auto& c : reference()) found = found || c.scores.contains(std::string(entry->name));
    EXPECT_TRUE(found) << entry->name;
  }
}

TEST(Metrics, StayInRangeAndIgnoreTheOrderOfRows) {
  Stream stream({1, 0, "test"});
  for (const auto* entry : metrics()) {
    const auto metric = entry->make({});
    EXPECT_LT(metric->low, metric->high);
    for (const auto& c : reference()) {
      if (metric->classification != c.data.classification()) continue;
      if (c.name.find("add up") != std::string::npos) continue;  // no probabilities: ranges do not hold for them
      const double here = metric->score(c.data.predictions());
      EXPECT_GE(here, metric->low) << entry->name << ", " << c.name;
      EXPECT_LE(here, metric->high) << entry->name << ", " << c.name;
      const auto order = permutation(static_cast<std::uint32_t>(c.data.z.rows), stream);
      EXPECT_NEAR(metric->score(reordered(c.data, order).predictions()), here, 1e-12 * std::max(1.0, std::abs(here)))
          << entry->name << ", " << c.name;
    }
  }
}

TEST(Metrics, APerfectPredictionIsBest) {
  const Case words = classes({{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}, {0, 2, 1}), numbers = values({1, 2, 4}, {1, 2, 4});
  for (const auto* entry : metrics()) {
    const auto metric = entry->make({});
    const double best = metric->better == Better::higher ? metric->high : metric->low;
    EXPECT_NEAR(metric->score((metric->classification ? words : numbers).predictions()), best, 1e-15) << entry->name;
  }
}

TEST(Metrics, ClosedForms) {
  const Case c = classes({{.5, .3, .2}, {.1, .2, .7}}, {0, 1});
  EXPECT_DOUBLE_EQ(score("accuracy", c), 0.5);
  EXPECT_DOUBLE_EQ(score("log_loss", c), (std::log(2.0) + std::log(5.0)) / 2);
  EXPECT_DOUBLE_EQ(score("brier", c), ((.25 + .09 + .04) + (.01 + .64 + .49)) / 2);
  EXPECT_DOUBLE_EQ(score("calibration_error", c), (.5 + .7) / 2);
  EXPECT_DOUBLE_EQ(score("f1_macro", c), 1.0 / 3);  // class 0: 1, class 1: 0, class 2: predicted once, never true: 0
  EXPECT_DOUBLE_EQ(score("balanced_accuracy", c), 0.5);
  EXPECT_DOUBLE_EQ(score("rmse", values({1, 2}, {4, 6})), std::sqrt(12.5));
  EXPECT_DOUBLE_EQ(score("mae", values({1, 2}, {4, 6})), 3.5);
  EXPECT_DOUBLE_EQ(score("r2", values({1, 2, 3}, {1, 2, 6})), 1 - 9.0 / 14);
}

// A certain mistake costs -log(2^-52 / (1 + ...)) = 52 log 2 to rounding, not infinity.
TEST(Metrics, LogLossIsClipped) {
  EXPECT_NEAR(score("log_loss", classes({{1, 0}}, {1})), 52 * std::log(2.0), 1e-12);
  const auto metric = get(metrics(), "log_loss", "metric").make({});
  EXPECT_FALSE(metric->bounded());
  EXPECT_TRUE(std::isinf(metric->worst()));
}

// Bins of 1/15, each with its upper end: 0.65 and 0.66 lie in one and make up for each other, 0.67 is in the next.
TEST(Metrics, CalibrationErrorIsOfBins) {
  EXPECT_NEAR(score("calibration_error", classes({{.65, .35}, {.66, .34}}, {0, 1})), .31 / 2, 1e-15);
  EXPECT_NEAR(score("calibration_error", classes({{.66, .34}, {.67, .33}}, {0, 1})), (.34 + .67) / 2, 1e-15);
  EXPECT_NEAR(score("calibration_error", classes({{.6, .4}, {.59, .41}}, {0, 1})), .19 / 2, 1e-15);   // 0.6 = 9/15
}

TEST(Metrics, NotANumberWhereNotDefined) {
  EXPECT_TRUE(std::isnan(score("r2", values({1, 2, 3}, {5, 5, 5}))));
  EXPECT_TRUE(std::isnan(score("r2", values({5, 5}, {5, 5}))));
  EXPECT_TRUE(std::isnan(score("r2", values({1}, {2}))));
  EXPECT_DOUBLE_EQ(score("rmse", values({1}, {2})), 1);
  EXPECT_DOUBLE_EQ(score("mae", values({1}, {2})), 1);
  Case nothing_said{Matrix(0, 3), Matrix(0, 3), {}};
  for (const auto* entry : metrics()) {
    const auto metric = entry->make({});
    EXPECT_TRUE(std::isnan(metric->score(nothing_said.predictions()))) << entry->name << " of no rows";
  }
}

// A diverged model predicts NaN. Nothing said is never right; scores without bounds become NaN, never a good one.
TEST(Metrics, PredictionsThatAreNotNumbers) {
  const Case c = classes({{nan, nan}, {.2, .8}}, {0, 1});
  EXPECT_DOUBLE_EQ(score("accuracy", c), 0.5);
  EXPECT_DOUBLE_EQ(score("balanced_accuracy", c), 0.5);
  EXPECT_DOUBLE_EQ(score("f1_macro", c), 0.5);
  for (const auto* metric : {"log_loss", "brier", "calibration_error"}) EXPECT_TRUE(std::isnan(score(metric, c))) << metric;
  for (const auto* metric : {"r2", "rmse", "mae"}) EXPECT_TRUE(std::isnan(score(metric, values({nan, 1}, {0, 1})))) << metric;
}

}  // namespace
}  // namespace paribus
