// Levels that explain proposes are legal, several, and spread as the setting is.
#include "app/levels.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "paribus/study/setup.hpp"

namespace paribus {
namespace {

std::string of(const std::string& address) {
  const auto* found = find_address(address);
  return found ? levels_to_try(found->ask) : "no such setting";
}

TEST(Levels, AreSpreadAsTheSettingIs) {
  EXPECT_EQ(of("optimizer.learning_rate"), "{ from = 0.01, to = 1, scale = \"log\", levels = 5 }");
  EXPECT_EQ(of("optimizer.momentum.beta"), "[0.5, 0.8, 0.9, 0.95, 0.99]");
  EXPECT_EQ(of("training.l2"), "[0, 0.001, 0.01, 0.1]");
  EXPECT_EQ(of("data.split.validation"), "{ from = 0.1, to = 0.4, levels = 5 }");
  EXPECT_EQ(of("training.batch_size"), "[\"all\", 8, 32, 128]");
  EXPECT_EQ(of("model.mlp.hidden_layer_sizes"), "[[16], [64], [256]]");
  EXPECT_EQ(of("model.logistic.tolerance"), "{ from = 1e-09, to = 1e-07, scale = \"log\", levels = 5 }");
  EXPECT_EQ(of("optimizer.adam.beta2"), "[0.995, 0.998, 0.999, 0.9995, 0.9999]");
  EXPECT_EQ(of("model.residual_mlp.step"), "[\"1/depth\", 0.1, 1]");
  EXPECT_EQ(of("training.loss"), "[\"squared_error\", \"cross_entropy\"]   # for classes");
  EXPECT_EQ(of("model.group_lasso.groups"), "");
  EXPECT_EQ(of("data.source"), "");
  EXPECT_EQ(of("data.components"), "[1, 2, 3]");
  EXPECT_EQ(of("data.rows"), "[50, 100, 200]");
  EXPECT_EQ(of("training.epochs"), "[0, 2, 4, 8]");
  EXPECT_EQ(of("data.whiten"), "[false, true]   # where data.components > 0");
}

TEST(Levels, CanStandInOneStudy) {
  EXPECT_EQ(of("model.random_forest.criterion"), "[\"gini\", \"entropy\"]   # for classes; numbers have squared_error alone");
  EXPECT_EQ(of("model.logistic.solver"), "[\"auto\", \"newton\", \"lbfgs\", \"newton_cg\"]   # \"proximal\" is for l1 > 0");
  EXPECT_EQ(of("data.target_type"), "");
}

TEST(Levels, OfModelsSuitAnyTargetOrSayWhich) {
  const std::string text = of("model.kind"), any = text.substr(0, text.find('\n'));
  for (const auto* l : learners()) {
    const bool one_task = l->make(Settings{})->only().has_value();
    const std::string name = "\"" + std::string(l->name) + "\"";
    if (one_task) {
      EXPECT_EQ(any.find(name), std::string::npos) << name;
    }
    if (l->name != "xgboost") {   // its library may not be here
      EXPECT_NE(text.find(name), std::string::npos) << name;
    }
  }
  EXPECT_TRUE(any.starts_with("[\"linear_regression\", \"mlp\", ")) << any;
  EXPECT_NE(text.find("\n  # for classes also [\"logistic_regression\", "), std::string::npos) << text;
  EXPECT_NE(text.find("\n  # for numbers also [\"mean\", "), std::string::npos) << text;
}

TEST(Levels, AreNoneWhereTheFitStaysTheSame) {
  for (const char* address : {"training.curve_points", "model.lasso.keep_path", "model.elastic_net.keep_path", "model.logistic.intervals", "model.least_squares.level"})
    EXPECT_EQ(of(address), "") << address;
}

TEST(Levels, AreLegal) {
  const std::regex number("-?[0-9.]+(e[+-]?[0-9]+)?");
  std::size_t seen = 0;
  for (const auto& a : manual()) {
    if (!may_be_factor(a.address)) continue;
    SCOPED_TRACE(a.address);
    const std::string text = levels_to_try(a.ask), numbers = std::regex_replace(text, std::regex("levels = 5|\"all\""), "");
    const bool counts = a.ask.kind == Ask::Kind::real || a.ask.kind == Ask::Kind::integer || a.ask.kind == Ask::Kind::integers;
    if (!counts || a.address == "training.curve_points" || a.address == "model.least_squares.level") continue;   // none to try
    std::vector<double> levels;
    for (std::sregex_iterator at(numbers.begin(), numbers.end(), number), end; at != end; ++at) levels.push_back(std::stod(at->str()));
    const auto* list = std::get_if<Value::List>(&a.ask.fallback.is);
    EXPECT_GE(levels.size(), list && list->empty() ? 0u : 2u) << text;
    for (const double x : levels) EXPECT_TRUE(a.ask.range.holds(x)) << x << " of " << text << ", legal: " << a.ask.range.text();
    ++seen;
  }
  EXPECT_GT(seen, 50u);
}

}  // namespace
}  // namespace paribus
