// The learner "logistic" against R, scikit-learn and closed forms.
#include "logistic.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/math/vector.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const nlohmann::json& reference() {
  static const auto all = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/logistic.json"));
  return all;
}

Prepared prepared_of(const nlohmann::json& c) {
  const auto label = c["y"].get<std::vector<std::int32_t>>();
  return classes_of(matrix_of(c["x"].get<std::vector<Vector>>()), label, static_cast<std::size_t>(*std::ranges::max_element(label)) + 1,
                    c["weight"].get<Vector>());
}

void compare(const FitSummary& s, double FitSummary::Term::*what, const nlohmann::json& expected, double tolerance) {
  ASSERT_EQ(s.terms.size(), expected.size());
  for (std::size_t i = 0; i < s.terms.size(); ++i)
    EXPECT_NEAR(s.terms[i].*what / expected[i].get<double>(), 1, tolerance) << s.terms[i].name;
}

TEST(Logistic, IsWhatGlmOfRSays) {
  using Term = FitSummary::Term;
  for (const auto& c : reference()["cases"]) {
    if (c["kind"] != "binary") continue;
    SCOPED_TRACE(c["name"].get<std::string>());
    const auto& r = c["found"];
    const Prepared data = prepared_of(c);
    const FitSummary s = *fit_logistic(data)->summary();
    EXPECT_EQ(s.statistic, "z");
    EXPECT_EQ(s.terms[0].name, "(intercept)");
    compare(s, &Term::estimate, r["estimate"], 1e-9);
    compare(s, &Term::error, r["error"], 1e-9);
    compare(s, &Term::statistic, r["z"], 1e-9);
    compare(s, &Term::p, r["p"], 1e-8);
    compare(s, &Term::low, r["wald_low"], 1e-8);
    compare(s, &Term::high, r["wald_high"], 1e-8);
    EXPECT_NEAR(number(s, "null_deviance") / r["null_deviance"][0].get<double>(), 1, 1e-12);
    EXPECT_NEAR(number(s, "residual_deviance") / r["residual_deviance"][0].get<double>(), 1, 1e-12);
    EXPECT_NEAR(number(s, "aic") / r["aic"][0].get<double>(), 1, 1e-12);
    ASSERT_EQ(s.rows.size(), 3u);
    for (const auto& [name, values] : s.rows) {
      const Vector expected = r[name].get<Vector>();
      for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(values[i], expected[i], 1e-9 * (1 + std::abs(expected[i]))) << name << i;
    }
    const FitSummary profile = *fit_logistic(data, {{"intervals", {"profile"}}})->summary();
    compare(profile, &Term::low, r["profile_low"], 1e-6);
    compare(profile, &Term::high, r["profile_high"], 1e-6);
  }
}

TEST(Logistic, OfManyClassesIsWhatMultinomOfRSays) {
  for (const auto& c : reference()["cases"]) {
    if (c["kind"] != "softmax") continue;
    SCOPED_TRACE(c["name"].get<std::string>());
    const FitSummary s = *fit_logistic(prepared_of(c))->summary();
    EXPECT_EQ(s.terms[0].name, "b: (intercept)");
    EXPECT_EQ(s.terms[5].name, "c: x0");
    compare(s, &FitSummary::Term::estimate, c["found"]["estimate"], 2e-5);   // as far as multinom goes
    compare(s, &FitSummary::Term::error, c["found"]["error"], 2e-5);
    EXPECT_NEAR(number(s, "residual_deviance") / c["found"]["residual_deviance"][0].get<double>(), 1, 1e-9);
    EXPECT_NEAR(number(s, "aic") / c["found"]["aic"][0].get<double>(), 1, 1e-9);
  }
}

// log(ad / bc), and its variance 1/a + 1/b + 1/c + 1/d (Woolf 1955).
TEST(Logistic, OfATwoByTwoTableIsItsClosedForm) {
  const Vector count{12, 5, 7, 19};
  const FitSummary s = *fit_logistic(classes_of(matrix_of({{0}, {0}, {1}, {1}}), {0, 1, 0, 1}, 2, count))->summary();
  EXPECT_NEAR(term(s, "x0").estimate, std::log(12.0 * 19 / (5 * 7)), 1e-12);
  EXPECT_NEAR(term(s, "x0").error, std::sqrt(1 / 12.0 + 1 / 5.0 + 1 / 7.0 + 1 / 19.0), 1e-12);
  EXPECT_NEAR(term(s, "(intercept)").estimate, std::log(5 / 12.0), 1e-12);
  EXPECT_NEAR(term(s, "(intercept)").error, std::sqrt(1 / 12.0 + 1 / 5.0), 1e-12);
}

/// A built-in set as the generator scales it.
Prepared scaled(const std::string& name) {
  const Dataset set = load(name);
  std::vector<const Column*> features;
  for (const auto& c : set.columns)
    if (c.role == Role::feature) features.push_back(&c);
  Matrix x(set.rows(), features.size());
  for (std::size_t j = 0; j < features.size(); ++j) {
    const Vector& v = features[j]->values;
    const double n = static_cast<double>(v.size());
    const double center = name == "breast_cancer" ? mean(v) : 0;
    const double width = name == "breast_cancer" ? std::sqrt(variance(v) * (n - 1) / n) : name == "digits" ? 16 : 1;
    for (std::size_t i = 0; i < v.size(); ++i) x(i, j) = (v[i] - center) / width;
  }
  std::vector<std::int32_t> label;
  for (const double v : set.target()->values) label.push_back(static_cast<std::int32_t>(v));
  return classes_of(x, label, set.target()->categories.size());
}

// A study reaches a learner by model.kind, where models are asked first.
TEST(Logistic, NoLearnersWordMeansAModel) {
  for (const auto& word : names(learners())) EXPECT_EQ(find(models(), word), nullptr) << word;
}

// scikit-learn's penalized objective of the same data, C = 1 / (n l2).
TEST(Logistic, EverySolverReachesTheObjectiveOfScikitLearn) {
  for (const auto& r : reference()["objectives"]) {
    const std::string name = r["name"];
    const Prepared data = scaled(name);
    for (const std::string solver : {"newton", "lbfgs", "newton_cg"}) {
      const FitSummary s = *fit_logistic(data, {{"l2", {r["l2"].get<double>()}}, {"solver", {solver}}})->summary();
      EXPECT_NEAR(number(s, "objective") / r["objective"].get<double>(), 1, 1e-9) << name << " " << solver;
      EXPECT_LE(number(s, "gradient"), 1e-8) << name << " " << solver << notes(s);
      EXPECT_EQ(s.statistic, "");
    }
  }
}

TEST(Logistic, WithL1ReachesTheObjectiveAndTheZerosOfScikitLearn) {
  for (const auto& r : reference()["sparse"]) {
    const std::string name = r["name"];
    const FitSummary s = *fit_logistic(scaled(name), {{"l1", {r["l1"].get<double>()}}})->summary();
    EXPECT_NEAR(number(s, "objective") / r["objective"].get<double>(), 1, 1e-9) << name;
    EXPECT_LE(number(s, "gradient"), 1e-8) << name << notes(s);
    int used = 0;
    for (const auto& t : s.terms) used += t.name.find("(intercept)") == std::string::npos && t.estimate != 0;
    EXPECT_EQ(used, r["used"].get<int>()) << name;
  }
}

}  // namespace
}  // namespace paribus
