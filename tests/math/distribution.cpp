#include "paribus/math/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

namespace paribus {
namespace {

using Row = std::vector<double>;

// Every row of the reference is arguments, then values.
void compare(const char* name, const std::function<Row(const Row&)>& ours, double tolerance = 1e-9, double absolute = 0) {
  static const auto json = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/math.json"));
  int rows = 0;
  for (const auto& row : json.at("distribution").at(name)) {
    const Row r = row.get<Row>(), values = ours(r);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double truth = r[r.size() - values.size() + i];
      EXPECT_NEAR(values[i], truth, tolerance * std::abs(truth) + absolute) << name << " " << row;
    }
    ++rows;
  }
  EXPECT_GE(rows, 3) << name;
}

TEST(Distribution, AgreesWithScipy) {
  compare("normal_cdf", [](const Row& r) { return Row{normal_cdf(r[0])}; });
  compare("normal_quantile", [](const Row& r) { return Row{normal_quantile(r[0])}; });
  compare("student_t_cdf", [](const Row& r) { return Row{student_t_cdf(r[0], r[1])}; });
  compare("student_t_quantile", [](const Row& r) { return Row{student_t_quantile(r[0], r[1])}; }, 1e-8,
          1e-15);  // the median: scipy gives 7e-17 where 0 is exact
  compare("student_t_two_sided", [](const Row& r) { return Row{student_t_two_sided(r[0], r[1])}; });
  compare("f_upper", [](const Row& r) { return Row{f_upper(r[0], r[1], r[2])}; });
  compare("beta_quantile", [](const Row& r) { return Row{beta_quantile(r[0], r[1], r[2])}; });
  compare("binomial_two_sided", [](const Row& r) { return Row{binomial_two_sided(static_cast<int>(r[0]), static_cast<int>(r[1]))}; });
  compare("clopper_pearson", [](const Row& r) {
    const auto i = clopper_pearson(static_cast<int>(r[0]), static_cast<int>(r[1]), r[2]);
    return Row{i.low, i.high};
  });
  compare("mean_interval", [](const Row& r) {
    const auto i = mean_interval(r[0], r[1], static_cast<int>(r[2]), r[3]);
    return Row{i.low, i.high};
  });
}

TEST(Distribution, ClosedForms) {
  EXPECT_DOUBLE_EQ(normal_cdf(0), 0.5);
  EXPECT_NEAR(student_t_cdf(1, 1), 0.75, 1e-15);                              // Cauchy: 1/2 + atan(t) / pi
  EXPECT_NEAR(student_t_quantile(0.9, 2), 0.8 * std::sqrt(2 / (4 * 0.09)), 1e-13);  // (2p-1) sqrt(2 / (4p(1-p)))
  EXPECT_NEAR(f_upper(3, 2, 2), 0.25, 1e-15);                                 // 1 / (1 + f)
  EXPECT_NEAR(beta_quantile(0.3, 1, 1), 0.3, 1e-15);
  EXPECT_DOUBLE_EQ(binomial_two_sided(0, 5), 1.0 / 16);
  EXPECT_DOUBLE_EQ(binomial_two_sided(5, 5), 1.0 / 16);
  EXPECT_EQ(binomial_two_sided(5, 10), 1);
  EXPECT_EQ(binomial_two_sided(0, 0), 1);
  EXPECT_NEAR(normal_quantile(1e-12), -7.034483825301, 1e-11);
}

TEST(Distribution, Ends) {
  EXPECT_TRUE(std::isnan(normal_cdf(std::nan(""))));
  EXPECT_TRUE(std::isnan(student_t_two_sided(std::nan(""), 9)));
  EXPECT_TRUE(std::isnan(f_upper(std::nan(""), 1, 9)));
  EXPECT_EQ(normal_cdf(-INFINITY), 0);
  EXPECT_EQ(normal_cdf(INFINITY), 1);
  EXPECT_EQ(student_t_two_sided(INFINITY, 9), 0);
  EXPECT_EQ(student_t_two_sided(0, 9), 1);
  EXPECT_EQ(f_upper(INFINITY, 1, 9), 0);
  EXPECT_EQ(clopper_pearson(0, 10).low, 0);
  EXPECT_EQ(clopper_pearson(10, 10).high, 1);
  EXPECT_EQ(clopper_pearson(0, 0).low, 0);
  EXPECT_EQ(clopper_pearson(0, 0).high, 1);
  EXPECT_EQ(mean_interval(1, 2, 1).high, INFINITY);
  EXPECT_EQ(mean_interval(1, 0, 5).low, 1);
}

}  // namespace
}  // namespace paribus
