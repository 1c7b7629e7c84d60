// fit, predict and evaluate, as a user walks through them.
#include <cmath>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace paribus {
namespace {

using nlohmann::json;

/// 60 houses; the price follows from area and heating.
std::string houses(bool with_price = true) {
  std::string out = with_price ? "area,heating,price\n" : "heating,agent,area\n";
  for (int i = 0; i < 60; ++i) {
    const std::string area = std::to_string(50 + (i * 37) % 100), heating = i % 3 ? "gas" : "oil";
    const std::string price = std::to_string(3 * (50 + (i * 37) % 100) + (i % 3 ? 20 : 0)) + "." + std::to_string(i % 10);
    out += with_price ? area + "," + heating + "," + price + "\n" : heating + ",Ann," + area + "\n";
  }
  return out;
}

std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of('\n');
  return text.substr(text.rfind('\n', end) + 1, end - text.rfind('\n', end));
}

TEST(Fit, PredictAndEvaluateAreOneWalk) {
  const Folder f;
  f.write("houses.csv", houses());
  f.write("new.csv", houses(false));
  const Ended fit = run(f, {"fit", "houses.csv", "--target", "price", "--model", "linear_regression", "-o", "m.paribus"});
  ASSERT_EQ(fit.code, 0) << fit.err;
  EXPECT_EQ(fit.out.find("Linear regression: price by 2 columns of houses, 48 rows (12 more held out)\n"), 0u) << fit.out;
  EXPECT_EQ(last_line(fit.out), "model: m.paribus");

  const Ended told = run(f, {"predict", "m.paribus", "new.csv"});
  ASSERT_EQ(told.code, 0) << told.err;
  EXPECT_EQ(told.err, "note: the columns stand in another order than in training; they were found by name\n"
                      "note: not used by the model: 'agent'\n");
  std::istringstream lines{told.out};
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "price");
  int rows = 0;
  for (; std::getline(lines, line); ++rows) EXPECT_NEAR(std::stod(line), 3 * (50 + (rows * 37) % 100) + (rows % 3 ? 20 : 0) + 0.45, 2);
  EXPECT_EQ(rows, 60);
  EXPECT_EQ(run(f, {"predict", "m.paribus", "new.csv", "-o", "told.csv"}).out, "predictions: told.csv (60 rows)\n");
  EXPECT_EQ(f.read("told.csv"), told.out);
  EXPECT_EQ(run(f, {"predict", "m.paribus", "new.csv", "--out", "told.csv", "--quiet"}).err, "");

  const Ended judged = run(f, {"evaluate", "m.paribus", "houses.csv"});
  ASSERT_EQ(judged.code, 0) << judged.err;
  EXPECT_NE(judged.out.find("95 % intervals by 1000 bootstrap draws of the rows; the model stays as it is\n"), std::string::npos);
  EXPECT_NE(judged.out.find("note: this is the very table that the model was fitted to"), std::string::npos);
  const json scores = json::parse(run(f, {"evaluate", "m.paribus", "houses.csv", "--json"}).out);
  EXPECT_GT(scores["scores"]["r2"]["value"], 0.99);
  EXPECT_LE(scores["scores"]["rmse"]["low"], scores["scores"]["rmse"]["value"]);
}

/// Lines without the name that each begins with, which R writes in its own way.
Words without_names(const Words& lines) {
  Words out;
  for (const auto& line : lines) {
    const auto blank = line.find(' ', line.find_first_not_of(' ') == 0 ? 0 : line.size());
    const std::string rest = blank == line.npos ? line : line.substr(blank);
    out.push_back(rest.substr(rest.find_first_not_of(' ')));
  }
  return out;
}

// Estimates, errors, statistics, p values and stars, character by character (tests/reference/make_r_summaries.py).
TEST(Fit, PrintsTheCoefficientsThatRPrints) {
  const auto cases = json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/r_summaries.json"))["cases"];
  ASSERT_EQ(cases.size(), 3u);
  for (const auto& c : cases) {
    const Folder f;
    f.write("t.csv", c["table"]);
    Words all{"fit", "t.csv", "--target", "y"};
    for (const auto& o : c["options"]) all.push_back(o);
    const Ended e = run(f, all);
    ASSERT_EQ(e.code, 0) << e.err;
    Words table;
    std::istringstream lines{e.out};
    for (std::string line; std::getline(lines, line) && line != "---";)
      if (line.find("Estimate") != line.npos || !table.empty()) table.push_back(line);
    EXPECT_EQ(without_names(table), without_names(c["coefficients"].get<Words>())) << c["name"];
  }
}

TEST(Fit, SaysWhatAWeightMeans) {
  const Folder f;
  f.write("t.csv", "x,w,y\n1,2,1.5\n2,1,2.5\n3,3,2\n4,1,4.5\n");
  const std::string counts = "note: a weight says how often its row counts, as if the row were repeated";
  EXPECT_NE(run(f, {"fit", "t.csv", "--weights", "w"}).out.find(counts + "; R's lm(weights = ) takes weights for precisions: the same coefficients, other standard errors\n"),
            std::string::npos);
  EXPECT_EQ(run(f, {"fit", "t.csv", "--set", "data.ignore=w"}).out.find("a weight says"), std::string::npos);
  f.write("c.csv", "x,w,y\n1,2,no\n2,1,yes\n3,3,no\n4,1,yes\n");
  EXPECT_NE(run(f, {"fit", "c.csv", "--weights", "w"}).out.find(counts + "\n"), std::string::npos) << "R's glm counts them so too";
}

// Without one scale the largest unit would be the first component, and take nearly all of the variance.
TEST(Fit, ComponentsAreOfColumnsOfOneScale) {
  const Folder f;
  const Words some{"fit", "breast_cancer", "--model", "logistic", "--set", "model.logistic.l2=0.01", "--set", "data.components=2"};
  Words raw = some;
  raw.insert(raw.end(), {"--set", "data.scale=none"});
  EXPECT_NE(run(f, some).out.find("2 principal components of 30 columns hold 63 % of the variance"), std::string::npos) << run(f, some).out;
  EXPECT_NE(run(f, raw).out.find("2 principal components of 30 columns hold 100 % of the variance"), std::string::npos) << run(f, raw).out;
}

TEST(Fit, EvaluateTellsTheCalibration) {
  const Folder f;
  ASSERT_EQ(run(f, {"fit", "breast_cancer", "--set", "model.logistic.l2=1", "--set", "data.scale=standard", "-o", "m.paribus", "--quiet"}).code, 0);
  const std::string said = run(f, {"evaluate", "m.paribus", "breast_cancer"}).out;
  EXPECT_NE(said.find("\ncalibration error "), std::string::npos) << said;
  EXPECT_NE(said.find("   no interval: rows drawn anew raise it\n"), std::string::npos) << said;
  EXPECT_NE(said.find("calibration: the log odds of a class are intercept + slope x the log odds that the model gives it; intervals by Wald.\n"), std::string::npos);
  const json scores = json::parse(run(f, {"evaluate", "m.paribus", "breast_cancer", "--json"}).out);
  ASSERT_EQ(scores["calibration"].size(), 1u);
  EXPECT_GT(scores["calibration"][0]["slope"]["low"], 1) << "a penalty makes a model less sure than it may be";
  EXPECT_GT(scores["scores"]["calibration_error"]["value"], 0.1);
  EXPECT_TRUE(scores["scores"]["calibration_error"]["low"].is_null());
  for (const auto& [name, s] : scores["scores"].items()) {
    if (s["low"].is_null()) continue;
    EXPECT_TRUE(s["low"] <= s["value"] && s["value"] <= s["high"]) << name;
  }
  run(f, {"fit", "iris", "--model", "majority", "-o", "m.paribus", "--quiet"});
  EXPECT_NE(run(f, {"evaluate", "m.paribus", "iris"}).out.find("\ncalibration slope, setosa                  -   not defined: every row is given the same probability\n"), std::string::npos)
      << run(f, {"evaluate", "m.paribus", "iris"}).out;
  run(f, {"fit", "diabetes", "-o", "m.paribus", "--quiet"});
  EXPECT_EQ(run(f, {"evaluate", "m.paribus", "diabetes"}).out.find("calibration"), std::string::npos);
}

TEST(Fit, RowsAndIntervalsOfLeastSquares) {
  const Folder f;
  const Ended fit = run(f, {"fit", "diabetes", "-o", "m.paribus", "--rows", "rows.csv"});
  ASSERT_EQ(fit.code, 0) << fit.err;
  EXPECT_EQ(f.read("rows.csv").substr(0, 38), "row,residual,leverage,cooks_distance\n1");
  const Ended told = run(f, {"predict", "m.paribus", "diabetes", "--interval", "0.95", "--quiet"});
  EXPECT_EQ(told.out.substr(0, told.out.find('\n')), "progression,progression_low,progression_high");
}

// Five different whole numbers: classes to most models, and numbers to one that predicts nothing else.
TEST(Fit, ReadsCountsAsNumbersWhereTheModelPredictsNothingElse) {
  const Folder f;
  std::string counts = "x,stars\n";
  for (int i = 0; i < 40; ++i) counts += std::to_string(i % 8) + "," + std::to_string(1 + (i % 8 + i % 3) / 2) + "\n";
  f.write("counts.csv", counts);
  const Ended fit = run(f, {"fit", "counts.csv", "--model", "least_squares", "-o", "m.paribus"});
  ASSERT_EQ(fit.code, 0) << fit.err;
  EXPECT_NE(fit.out.find("\nnote: the target 'stars' holds 5 different numbers, read as numbers since least_squares predicts nothing else\n"), std::string::npos) << fit.out;
  EXPECT_EQ(fit.out.find("read as classes"), std::string::npos);
  EXPECT_NE(f.read("m.paribus").find("data.target_type"), std::string::npos) << "the file says how the target was read";
  const Ended asked = run(f, {"fit", "counts.csv", "--set", "data.target_type=number", "--json"});
  ASSERT_EQ(asked.code, 0) << asked.err;
  EXPECT_EQ(json::parse(asked.out)["model"], "least_squares");
  EXPECT_EQ(json::parse(asked.out)["table_notes"], json::array());
  EXPECT_EQ(json::parse(run(f, {"fit", "counts.csv", "--json"}).out)["model"], "logistic");

  // The line is the one that sums of products give; evaluate and predict read the target as the fit did.
  double sx = 0, sy = 0, xx = 0, xy = 0;
  for (int i = 0; i < 40; ++i) {
    const double x = i % 8, y = 1 + (i % 8 + i % 3) / 2;
    sx += x, sy += y, xx += x * x, xy += x * y;
  }
  const double slope = (xy - sx * sy / 40) / (xx - sx * sx / 40);
  EXPECT_NEAR(json::parse(asked.out)["terms"][1]["estimate"].get<double>(), slope, 1e-12);
  f.write("new.csv", "x\n0\n8\n");
  const Ended told = run(f, {"predict", "m.paribus", "new.csv"});
  ASSERT_EQ(told.code, 0) << told.err;
  EXPECT_NEAR(std::stod(last_line(told.out)), sy / 40 + slope * (8 - sx / 40), 1e-12);
  EXPECT_NE(run(f, {"evaluate", "m.paribus", "counts.csv"}).out.find("\nR² "), std::string::npos);
  EXPECT_EQ(run(f, {"fit", "iris", "--model", "least_squares"}).err,
            "paribus: least_squares predicts a number, but the target 'species' is a class; use model.kind = \"logistic\", or another model of classes\n");
}

// What has no finite estimate is no row of a table: its sign is told, and what is finite keeps its place.
TEST(Fit, TellsTheSignsOfCoefficientsWithoutEnd) {
  const Folder f;
  f.write("some.csv", "x,z,y\n0,1,a\n0,2,b\n0,3,a\n0,4,b\n0,5,b\n1,2,b\n1,4,b\n");
  f.write("all.csv", "x,z,y\n1,3,a\n2,-1,a\n3,2,a\n4,1,b\n5,-2,b\n6,2,b\n");
  const std::string some = run(f, {"fit", "some.csv"}).out, all = run(f, {"fit", "all.csv"}).out;
  EXPECT_NE(some.find("\n\nWithout a finite estimate: the likelihood rises without end as these go\n  up    x\n\n            Estimate\n(intercept)"), std::string::npos) << some;
  EXPECT_NE(some.find("\nz"), std::string::npos) << some;
  EXPECT_NE(all.find("\n\nNo coefficient has a finite estimate: the likelihood rises without end as they go\n  up    x"), std::string::npos) << all;
  EXPECT_EQ(all.find("Estimate"), std::string::npos) << all;
  for (const auto* text : {&some, &all}) EXPECT_EQ(text->find("Inf"), std::string::npos) << *text;
}

TEST(Fit, OfClassesGivesProbabilities) {
  const Folder f;
  const Ended fit = run(f, {"fit", "iris", "--model", "logistic_regression", "-o", "m.paribus", "--json"});
  ASSERT_EQ(fit.code, 0) << fit.err;
  const json said = json::parse(fit.out);
  EXPECT_EQ(said["model"], "logistic_regression");
  EXPECT_EQ(said["data"]["held_out"], 30);
  EXPECT_GT(said["numbers"]["hold_out_accuracy"], 0.8);
  const Ended told = run(f, {"predict", "m.paribus", "iris"});
  EXPECT_EQ(told.out.substr(0, told.out.find('\n')), "species,probability_setosa,probability_versicolor,probability_virginica");
  EXPECT_NE(run(f, {"evaluate", "m.paribus", "iris"}).out.find("accuracy"), std::string::npos);
  EXPECT_EQ(run(f, {"predict", "m.paribus", "iris", "--interval", "0.9"}).err,
            "paribus: logistic_regression knows no interval for a new observation: it predicts classes; leave --interval out\n");
}

TEST(Fit, TheSameFitIsTheSameFile) {
  const Folder f;
  f.write("houses.csv", houses());
  for (const char* name : {"a", "b"}) run(f, {"fit", "houses.csv", "--model", "mlp", "--set", "training.steps=30", "-o", name, "--quiet"});
  EXPECT_EQ(f.read("a"), f.read("b"));
  EXPECT_EQ(f.read("a").substr(0, 16), "paribus model 1\n");
  EXPECT_EQ(run(f, {"fit", "houses.csv", "--model", "mean", "--quiet"}).out, "");
}

TEST(Fit, MistakesAreSaidBeforeAnythingIsWritten) {
  const Folder f;
  f.write("houses.csv", houses());
  const auto said = [&](Words words) {
    const Ended e = run(f, words);
    EXPECT_EQ(e.code, 2) << e.out;
    return e.err;
  };
  const auto fit = [&](Words more) {
    Words all{"fit", "houses.csv", "-o", "m.paribus"};
    all.insert(all.end(), more.begin(), more.end());
    return said(all);
  };
  EXPECT_EQ(fit({"--model", "mlq"}), "paribus: --model mlq: model.kind = \"mlq\" is not one of its words; did you mean 'mlp'?\n");
  EXPECT_EQ(fit({"--set", "answer.margin=1"}), "paribus: --set answer.margin: answer.margin says nothing about a fit; settings of a fit lie in data, model, optimizer and training\n");
  EXPECT_EQ(fit({"--set", "data.target=area"}), "paribus: --set data.target is not for a fit; write --target COLUMN\n");
  EXPECT_EQ(fit({"--set", "data.source=x"}), "paribus: --set data.source is not for a fit; name the file\n");
  EXPECT_EQ(fit({"--model", "mlp", "--set", "model.kind=mean"}), "paribus: --model and --set model.kind say the same thing; keep one of them\n");
  EXPECT_EQ(fit({"--set", "steps"}), "paribus: --set steps is not address=value; write for example --set optimizer.learning_rate=0.1\n");
  EXPECT_EQ(fit({"--model", "mean", "--rows", "r.csv"}), "paribus: mean says nothing of single rows; leave --rows out, or choose a model that does: least_squares\n");
  EXPECT_EQ(fit({"--model", "mlp", "--weights", "area"}),
            "paribus: mlp is trained by the flow, which counts every row once, and data.weights is set; leave data.weights out, or choose a model that "
            "knows weights, such as least_squares or logistic\n");
  EXPECT_EQ(f.files(), std::set<std::string>{"houses.csv"});

  run(f, {"fit", "houses.csv", "--model", "mean", "-o", "m.paribus"});
  EXPECT_EQ(said({"predict", "houses.csv", "houses.csv"}),
            "paribus: houses.csv: this is no model file of Paribus; name a file that `paribus fit ... -o model.paribus` wrote\n");
  f.write("other.csv", "aria,heating\n1,gas\n");
  EXPECT_EQ(said({"predict", "m.paribus", "other.csv"}), "paribus: other.csv: there is no column 'area', which the model was fitted to; did you mean 'aria'?\n");
  f.write("other.csv", "area,heating\n1,gas\n2,wood\n");
  EXPECT_EQ(said({"predict", "m.paribus", "other.csv"}),
            "paribus: other.csv:3:3: unknown category 'wood' in column 'heating': the model was fitted without it; known: gas, oil\n");
  EXPECT_EQ(said({"evaluate", "m.paribus", "other.csv"}).substr(0, 23), "paribus: other.csv:3:3:");
  f.write("other.csv", "area,heating\n1,gas\n");
  EXPECT_EQ(said({"evaluate", "m.paribus", "other.csv"}), "paribus: other.csv: the table has no column 'price', the target of the model; add it, or use `paribus predict`\n");
  EXPECT_EQ(said({"predict", "m.paribus", "other.csv", "--interval", "1.5"}), "paribus: --interval 1.5 is not a number from 0.5 to 0.999999; write for example --interval 0.5\n");
}

// Decision values are no probabilities: a Brier score of them was 39.8, where the worst is 2.
TEST(Fit, ScoresOfProbabilitiesAreForThoseWhoGiveThem) {
  const Folder f;
  run(f, {"fit", "breast_cancer", "--model", "linear_svm", "-o", "m.paribus"});
  const json scores = json::parse(run(f, {"evaluate", "m.paribus", "breast_cancer", "--json"}).out)["scores"];
  EXPECT_TRUE(scores.contains("accuracy") && scores.contains("f1_macro")) << scores;
  for (const char* name : {"brier", "log_loss", "calibration_error"}) EXPECT_FALSE(scores.contains(name)) << name;
  EXPECT_NE(run(f, {"evaluate", "m.paribus", "breast_cancer"}).out.find("note: this model gives scores and no probabilities"), std::string::npos);
  EXPECT_EQ(run(f, {"calibrate", "m.paribus", "breast_cancer", "-o", "c.paribus"}).code, 0);
  const json calibrated = json::parse(run(f, {"evaluate", "c.paribus", "breast_cancer", "--json"}).out)["scores"];
  EXPECT_LT(double(calibrated["brier"]["value"]), 0.1);
}

}  // namespace
}  // namespace paribus
