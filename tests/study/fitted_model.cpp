// Every model and learner of the catalogue can be fitted to a table, kept in a file, restored and asked, to the bit.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "paribus/study/fitted_model.hpp"
#include "paribus/study/setup.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

/// Categories, gaps, and a target of numbers or of three words that depends on the rest.
Dataset table(bool classes) {
  Dataset d;
  d.name = "made";
  d.provenance = {"made", "", "00"};
  const std::size_t n = 90;
  Column x{"x", Role::feature, false, {}, {}}, w{"w", Role::feature, false, {}, {}}, c{"c", Role::feature, true, {}, {"p", "q", "r"}}, y{"y", Role::target, classes, {}, {}};
  Stream stream{{5, 0, "table"}};
  for (std::size_t i = 0; i < n; ++i) {
    x.values.push_back(20 * stream.uniform());
    w.values.push_back(i % 9 == 4 ? NAN : stream.uniform() - 300);
    c.values.push_back(static_cast<double>(i % 3));
    const double z = x.values[i] + 7 * c.values[i] + 6 * stream.uniform();
    y.values.push_back(classes ? (z < 12 ? 0 : z < 21 ? 1 : 2) : z);
  }
  if (classes) y.categories = {"low", "middle", "high"};
  d.columns = {x, w, c, y};
  return d;
}

Dataset two_classes(Dataset d) {
  for (double& v : d.columns[3].values) v = std::min(v, 1.0);
  d.columns[3].categories = {"low", "high"};
  return d;
}

struct Case {
  std::string kind;
  Dataset data;
};

/// Each of the catalogue on each task that it knows.
std::vector<Case> cases() {
  auto kinds = names(models());
  for (const auto& l : names(learners())) kinds.push_back(l);
  std::vector<Case> out;
  for (const auto& kind : kinds)
    for (const auto& d : {table(false), table(true), two_classes(table(true))}) out.push_back({kind, d});
  return out;
}

FittedModel fit(const Case& c, Choices more = {}) {
  Choices given{{"model.kind", {c.kind}}, {"data.impute", {std::string("mean")}}, {"training.steps", {std::int64_t{40}}}};
  given.insert(more.begin(), more.end());
  return fit_model(c.data, fit_settings(given, c.data.task()));
}

/// The fit, or nothing if the model does not know this task; it must know one.
std::optional<FittedModel> tried(const Case& c, std::set<std::string>& fitted) {
  try {
    auto out = fit(c);
    fitted.insert(c.kind);
    return out;
  } catch (const Error& e) {
    EXPECT_NE(e.advice(), "") << c.kind << ": " << e.what();
    return std::nullopt;
  }
}

TEST(FittedModel, EveryModelOfTheCatalogueIsRestoredToTheBit) {
  std::set<std::string> fitted;
  for (const auto& c : cases()) {
    const auto model = tried(c, fitted);
    if (!model) continue;
    const std::string bytes = model_bytes(model->keep());
    EXPECT_EQ(bytes, model_bytes(fit(c).keep())) << c.kind << ": the same fit, other bytes";
    const auto again = restore_model(parse_model(bytes, "m"), "m");
    EXPECT_EQ(model_bytes(again.keep()), bytes) << c.kind;
    Dataset other = c.data;   // rows it has not seen
    for (double& v : other.columns[0].values) v = 1.7 * v - 3;
    const auto a = foretell(*model, other, 0.9), b = foretell(again, other, 0.9);
    EXPECT_EQ(a.z.values, b.z.values) << c.kind;
    EXPECT_EQ(a.z.rows, other.rows());
    ASSERT_EQ(a.interval.has_value(), b.interval.has_value()) << c.kind;
    if (a.interval) {
      EXPECT_EQ(a.interval->values, b.interval->values) << c.kind;
      for (std::size_t i = 0; i < a.z.rows; ++i) {
        EXPECT_LE((*a.interval)(i, 0), a.z(i, 0)) << c.kind;
        EXPECT_GE((*a.interval)(i, 1), a.z(i, 0)) << c.kind;
      }
    }
    EXPECT_EQ(again.probabilities, model->probabilities);
    for (std::size_t i = 0; model->probabilities && c.data.task() == Task::classification && i < a.z.rows; ++i)
      EXPECT_NEAR(std::accumulate(a.z.row(i).begin(), a.z.row(i).end(), 0.0), 1, 1e-6) << c.kind;
  }
  for (const auto& kind : names(models())) EXPECT_TRUE(fitted.contains(kind)) << kind;
  for (const auto& kind : names(learners())) EXPECT_EQ(fitted.contains(kind), here(kind)) << kind;
}

/// It is refused, or what was changed takes no part in predictions.
bool harmless(const ModelFile& changed, const FittedModel& model, const Dataset& data) {
  try {
    return foretell(restore_model(changed, "m"), data).z.values == foretell(model, data).z.values;
  } catch (const Error&) {
    return true;
  }
}

// A stranger's file with a right hash: arrays that do not go with the columns would be read beyond their end.
TEST(FittedModel, ArraysThatDoNotFitAreRefused) {
  std::set<std::string> fitted;
  for (const auto& c : cases()) {
    const auto model = tried(c, fitted);
    if (!model) continue;
    const ModelFile good = model->keep();
    for (const auto& [name, a] : good.arrays) {
      if (a.values.empty()) continue;
      ModelFile bad = good;
      bad.arrays.at(name).values[0] = NAN;
      EXPECT_TRUE(harmless(bad, *model, c.data)) << c.kind << ": " << name << " is no number";
      bad = good;
      bad.arrays.erase(name);
      EXPECT_TRUE(harmless(bad, *model, c.data)) << c.kind << ": " << name << " is missing";
      bad = good;
      bad.arrays.at(name) = Matrix(a.rows + 1, a.columns + 1);
      EXPECT_TRUE(harmless(bad, *model, c.data)) << c.kind << ": " << name << " is larger";
    }
    bool depends = false;   // on the columns; a constant does not
    Dataset other = c.data;
    for (double& v : other.columns[0].values) v += 5;
    depends = foretell(*model, other).z.values != foretell(*model, c.data).z.values;
    if (!depends) continue;
    ModelFile bad = good;
    auto more = std::get<Value::List>(bad.head.at("preprocessing.columns").is);
    more.push_back({Value::List{{std::string("more")}, {std::string("number")}, {0.0}, {1.0}, {NAN}}});
    bad.head["preprocessing.columns"] = {more};
    EXPECT_THROW(restore_model(bad, "m"), Error) << c.kind << ": one more column";
  }
}

TEST(FittedModel, WeightsAreHonoredOrRefused) {
  Dataset repeated = table(false), weighted = repeated;
  Column w{"times", Role::feature, false, {}, {}};
  for (std::size_t i = 0; i < weighted.rows(); ++i) w.values.push_back(static_cast<double>(i % 3));
  weighted.columns.insert(weighted.columns.begin(), w);
  for (auto& c : repeated.columns) {
    Vector values;
    for (std::size_t i = 0; i < c.values.size(); ++i) values.insert(values.end(), i % 3, c.values[i]);
    c.values = values;
  }
  auto kinds = names(models());
  for (const auto& l : names(learners())) kinds.push_back(l);
  for (const auto& kind : kinds) {
    std::set<std::string> fitted;
    // Folds of a cross-validation would divide the two tables in different ways, and so would leaving rows out.
    Choices exact;
    if (kind == "ridge") exact["model.ridge.l2"] = {0.1};
    if (kind != "logistic" && find_address("model." + kind + ".l1")) exact["model." + kind + ".l1"] = {0.1};
    if (find_address("model." + kind + ".tolerance")) exact["model." + kind + ".tolerance"] = {1e-12};
    if (!tried({kind, repeated}, fitted)) continue;
    const auto plain = fit({kind, repeated}, exact);
    exact["data.weights"] = {std::string("times")};
    try {
      const auto heavy = fit({kind, weighted}, exact);
      const auto a = foretell(plain, repeated).z, b = foretell(heavy, repeated).z;
      for (std::size_t i = 0; i < a.rows; ++i) ASSERT_NEAR(a(i, 0), b(i, 0), 1e-5 * (std::abs(a(i, 0)) + 1)) << kind;
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find("weights"), std::string::npos) << kind << ": " << e.what();
    }
  }
}

// model.kind names one thing: a learner hidden behind a model's alias would never be fitted.
TEST(FittedModel, IsOfTheKindThatWasNamed) {
  for (const auto* l : learners()) EXPECT_EQ(find(models(), l->name), nullptr) << l->name;
  for (const auto* m : models()) EXPECT_EQ(find(learners(), m->name), nullptr) << m->name;
  EXPECT_EQ(fit_settings({}, Task::classification).at("model.kind").plain(), "logistic");
  EXPECT_EQ(fit({"logistic", table(true)}).held_out, 0u);
}

TEST(FitSettings, SuitTheModel) {
  const auto net = fit_settings({{"model.kind", {std::string("mlp")}}}, Task::regression);
  EXPECT_EQ(net.at("optimizer.learning_rate_unit").plain(), "limit");
  EXPECT_FALSE(net.contains("data.scale"));
  const auto own = fit_settings({{"model.kind", {std::string("mlp")}}, {"optimizer.lr", {0.3}}}, Task::regression);
  EXPECT_EQ(own.at("optimizer.learning_rate").text(), "0.3");
  EXPECT_FALSE(own.contains("optimizer.learning_rate_unit"));
  const auto exact = fit_settings({{"model.kind", {std::string("mean")}}, {"data.encode", {std::string("one_hot")}}}, Task::regression);
  EXPECT_EQ(exact.at("data.scale").plain(), "none");
  EXPECT_EQ(exact.at("data.encode").plain(), "one_hot");
  const auto said = [](const char* address) -> std::string {
    try {
      fit_settings({{address, {1.0}}}, Task::regression);
      return "accepted";
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(said("answer.margin"), "answer.margin says nothing about a fit; settings of a fit lie in data, model, optimizer and training");
  EXPECT_EQ(said("model.mlp.activaton"), "unknown setting 'model.mlp.activaton'; did you mean 'model.mlp.activation'?");
}

TEST(FittedModel, SaysWhatATrainedNetworkReached) {
  const auto model = fit({"mlp", table(true)});
  std::map<std::string, double> numbers;
  for (const auto& n : model.summary.numbers) numbers[n.name] = n.value;
  EXPECT_EQ(numbers.at("steps"), 40);
  EXPECT_LT(numbers.at("loss"), numbers.at("loss_start"));
  EXPECT_GT(numbers.at("hold_out_accuracy"), 0.3);
  EXPECT_EQ(model.rows + model.held_out, 90u);
  EXPECT_EQ(model.held_out, 18u);
}

TEST(FittedModel, ADivergedTrainingIsNoModel) {
  try {
    fit({"linear_regression", table(false)}, {{"optimizer.learning_rate", {1e6}}});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(std::string(e.what()), "training diverged: the loss left every bound; set a smaller optimizer.learning_rate, for example 1e+05");
  }
}

TEST(FittedModel, ScoresComeWithTheirIntervals) {
  const auto model = fit({"mlp", table(true)});
  std::size_t without = 0;
  for (const auto& s : evaluate(model, table(true), 0.95, 200)) {
    if (std::isnan(s.low)) {
      EXPECT_EQ(s.metric->name, "calibration_error");
      ++without;
      continue;
    }
    EXPECT_LE(s.low, s.value) << s.metric->name;
    EXPECT_GE(s.high, s.value) << s.metric->name;
    EXPECT_LT(s.low, s.high) << s.metric->name;
  }
  EXPECT_EQ(without, 1u);
}

TEST(FittedModel, RefusesAFileThatDoesNotSayWhatItIs) {
  const ModelFile good = fit({"mean", table(false)}).keep();
  const auto said = [&](const std::string& name, std::optional<Value> value) -> std::string {
    ModelFile bad = good;
    if (value) bad.head[name] = *value;
    else bad.head.erase(name);
    try {
      restore_model(bad, "m.paribus");
      return "restored";
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(said("kind", Value{std::string("groups")}), "m.paribus: the file holds groups, not a fitted model; `paribus predict` says the group of each row of a table");
  EXPECT_EQ(said("program", Value{std::string("0.1.0")}), "restored");
  EXPECT_EQ(said("kind", std::nullopt), "m.paribus: the model file does not say its 'kind'; fit the model again");
  EXPECT_EQ(said("data.rows", Value{std::string("many")}), "m.paribus: the model file does not say its 'data.rows'; fit the model again");
  EXPECT_EQ(said("settings.data.scale", Value{1.5}).substr(0, 11), "m.paribus: ");
  ModelFile future = good;
  future.head["kind"] = {std::string("oracle")};
  future.head["program"] = {std::string("9.0")};
  try {
    restore_model(future, "m.paribus");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.advice(), "the file was written by Paribus 9.0, and this is 0.1.0");
  }
}

}  // namespace
}  // namespace paribus
