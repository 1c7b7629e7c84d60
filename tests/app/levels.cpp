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
  EXPECT_EQ(of("training.loss"), "[\"squared_error\", \"cross_entropy\"]");
  EXPECT_EQ(of("model.group_lasso.groups"), "");
  EXPECT_EQ(of("data.source"), "");
  EXPECT_EQ(of("data.components"), "[0, 2, 4, 8]");
  EXPECT_EQ(of("data.whiten"), "[false, true]");
}

TEST(Levels, AreLegal) {
  const std::regex number("-?[0-9.]+(e[+-]?[0-9]+)?");
  std::size_t seen = 0;
  for (const auto& a : manual()) {
    if (!may_be_factor(a.address)) continue;
    SCOPED_TRACE(a.address);
    const std::string text = levels_to_try(a.ask), numbers = std::regex_replace(text, std::regex("levels = 5|\"all\""), "");
    const bool counts = a.ask.kind == Ask::Kind::real || a.ask.kind == Ask::Kind::integer || a.ask.kind == Ask::Kind::integers;
    if (!counts) continue;
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
