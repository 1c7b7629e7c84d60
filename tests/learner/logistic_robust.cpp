// The learner "logistic" on awkward data, and what it says to users.
#include "logistic.hpp"

#include "shared.hpp"

namespace paribus {
namespace {

std::string refusal(const Prepared& p, const Choices& c = {}) {
  try {
    fit_logistic(p, c);
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

/// Twenty rows of two overlapping classes, one good feature and one without use.
Prepared twenty() {
  std::vector<Vector> rows;
  std::vector<std::int32_t> label;
  for (int i = 0; i < 20; ++i) {
    rows.push_back({static_cast<double>(i), static_cast<double>(i * i % 7)});
    label.push_back(i > 10 ? i % 5 != 0 : i % 4 == 0);
  }
  return classes_of(matrix_of(rows), label, 2);
}

/// The same with one more column.
Prepared with(Prepared p, const std::function<double(std::size_t)>& column) {
  Matrix x(p.train.x.rows, p.train.x.columns + 1);
  for (std::size_t i = 0; i < x.rows; ++i) {
    std::ranges::copy(p.train.x.row(i), x.row(i).begin());
    x(i, x.columns - 1) = column(i);
  }
  p.features.push_back("more");
  p.train.x = std::move(x);
  return p;
}

TEST(LogisticRobust, RefusalsSayWhatToDo) {
  const Matrix x = matrix_of({{1}, {2}, {3}});
  EXPECT_EQ(refusal(classes_of(x, {1, 1, 1}, 2)),
            "every training row that counts is of class 'b': there is nothing to tell apart; give it rows of another class");
  EXPECT_EQ(refusal(classes_of(matrix_of({{1}}), {0}, 2)),
            "every training row that counts is of class 'a': there is nothing to tell apart; give it rows of another class");
  EXPECT_EQ(refusal(classes_of(x, {0, 1, 0}, 2, {0, 0, 0})),
            "no training row has a weight above 0; give at least two rows of different classes a weight");
  EXPECT_EQ(refusal(classes_of(matrix_of({{1e200}, {2e200}, {-1e200}}), {0, 1, 0}, 2)).substr(0, 31), "column 'x0' spreads over 3e+200");
  EXPECT_NE(refusal(classes_of(matrix_of({{1e-200}, {2e-200}, {-1e-200}}), {0, 1, 0}, 2)).find("outside 1e-150 to 1e150: squares of it are no numbers; "
                                                                                             "write it in another unit, or write data.scale = \"standard\""),
            std::string::npos);
  Prepared number = classes_of(x, {0, 1, 0}, 2);
  number.task = Task::regression;
  EXPECT_EQ(refusal(number), "logistic predicts classes, but the target 'y' is a number; use model.kind = \"least_squares\", or write data.target_type = "
                             "\"class\" if its whole numbers name classes");
  EXPECT_EQ(refusal(twenty(), {{"solver", {"newton"}}, {"l1", {0.1}}}),
            "solver newton cannot see the corners that l1 puts into the objective; write solver = \"proximal\" or \"auto\"");
  EXPECT_EQ(refusal(twenty(), {{"solver", {"proximal"}}}), "solver proximal is for l1 > 0; write solver = \"auto\", or give l1 a value");
}

TEST(LogisticRobust, UnitsChangeNothingButTheUnits) {
  const Prepared base = twenty();
  const FitSummary one = *fit_logistic(base)->summary();
  for (const double unit : {1e-140, 1e-9, 1e9, 1e140}) {
    Prepared p = base;
    for (std::size_t i = 0; i < 20; ++i) p.train.x(i, 0) *= unit;
    const auto fit = fit_logistic(p);
    const FitSummary s = *fit->summary();
    EXPECT_NEAR(term(s, "x0").estimate * unit / term(one, "x0").estimate, 1, 1e-10) << unit;
    EXPECT_NEAR(term(s, "x0").error * unit / term(one, "x0").error, 1, 1e-10) << unit;
    EXPECT_NEAR(fit->predict(p.train)(3, 1), fit_logistic(base)->predict(base.train)(3, 1), 1e-12);
  }
  // A column far from 0: 1e14 + {0 .. 19} has its digits to the unit.
  Prepared far = base;
  for (std::size_t i = 0; i < 20; ++i) far.train.x(i, 0) += 1e14;
  const auto fit = fit_logistic(far);
  EXPECT_NEAR(term(*fit->summary(), "x0").estimate / term(one, "x0").estimate, 1, 1e-10);
  EXPECT_NEAR(fit->predict(far.train)(3, 1), fit_logistic(base)->predict(base.train)(3, 1), 1e-12);
}

TEST(LogisticRobust, ColumnsThatTellNothingNewAreNamed) {
  const FitSummary one = *fit_logistic(twenty())->summary();
  const FitSummary constant = *fit_logistic(with(twenty(), [](std::size_t) { return 3.5; }))->summary();
  EXPECT_NE(notes(constant).find("Left out because they do not vary: more.\n"), std::string::npos) << notes(constant);
  const Prepared base = twenty();
  for (const double noise : {0.0, 1e-14}) {
    const FitSummary copy = *fit_logistic(with(base, [&](std::size_t i) {
                              return base.train.x(i, 0) * (1 + noise * static_cast<double>(i % 3)) - 2 * base.train.x(i, 1);
                            }))->summary();
    EXPECT_NE(notes(copy).find("Left out because the columns before them determine them: more.\n"), std::string::npos) << notes(copy);
    EXPECT_TRUE(std::isnan(term(copy, "more").estimate));
    for (const FitSummary* s : {&constant, &copy}) {
      EXPECT_NEAR(term(*s, "x0").estimate / term(one, "x0").estimate, 1, 1e-9);
      EXPECT_NEAR(term(*s, "x0").error / term(one, "x0").error, 1, 1e-9);
    }
  }
  // A penalty shares the work between twins evenly, and a constant gets nothing.
  const FitSummary twins = *fit_logistic(with(base, [&](std::size_t i) { return base.train.x(i, 0); }), {{"l2", {0.01}}})->summary();
  EXPECT_NEAR(term(twins, "x0").estimate, term(twins, "more").estimate, 1e-12);
  const FitSummary idle = *fit_logistic(with(base, [](std::size_t) { return 3.5; }), {{"l2", {0.01}}})->summary();
  EXPECT_EQ(term(idle, "more").estimate, 0);
}

TEST(LogisticRobust, WeightsAreRepetition) {
  Prepared p = twenty();
  std::vector<Vector> rows;
  std::vector<std::int32_t> label;
  for (std::size_t i = 0; i < 20; ++i) {
    p.train.weight.push_back(static_cast<double>(i % 3));
    for (std::size_t k = 0; k < i % 3; ++k) {
      rows.emplace_back(p.train.x.row(i).begin(), p.train.x.row(i).end());
      label.push_back(p.train.label[i]);
    }
  }
  const Prepared again = classes_of(matrix_of(rows), label, 2);
  for (const Choices& c : {Choices{}, Choices{{"l2", {0.05}}}, Choices{{"l1", {0.01}}}, Choices{{"class_weight", {"balanced"}}}}) {
    const FitSummary a = *fit_logistic(p, c)->summary(), b = *fit_logistic(again, c)->summary();
    for (std::size_t t = 0; t < a.terms.size(); ++t) {
      EXPECT_NEAR(a.terms[t].estimate, b.terms[t].estimate, 1e-9 * (1 + std::abs(b.terms[t].estimate)));
      if (a.statistic == "z") {
        EXPECT_NEAR(a.terms[t].error / b.terms[t].error, 1, 1e-9);
      }
    }
    EXPECT_NEAR(number(a, "residual_deviance"), number(b, "residual_deviance"), 1e-9);
    EXPECT_EQ(number(a, "null_freedom"), number(b, "null_freedom"));
  }
}

TEST(LogisticRobust, BalancedClassesWeighTheSameTogether) {
  // Without features the intercept alone: the log odds of equal classes are 0.
  const FitSummary s = *fit_logistic(with(classes_of(Matrix(6, 0), {0, 0, 0, 0, 1, 1}, 2), [](std::size_t i) { return i % 2 ? 1.0 : -1.0; }),
                                     {{"class_weight", {"balanced"}}})->summary();
  EXPECT_NEAR(term(s, "(intercept)").estimate, 0, 1e-12);
}

TEST(LogisticRobust, MoreColumnsThanRowsAreSeparatedAndAPenaltyFitsThem) {
  Matrix x(6, 20);
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 20; ++j) x(i, j) = std::sin(static_cast<double>(3 * i + 7 * j * j + i * j));
  const Prepared p = classes_of(x, {0, 1, 1, 0, 1, 0}, 2);
  const FitSummary s = *fit_logistic(p)->summary();
  EXPECT_NE(notes(s).find("completely separated"), std::string::npos) << notes(s);
  for (const std::string solver : {"newton", "lbfgs", "newton_cg"}) {
    const FitSummary l2 = *fit_logistic(p, {{"l2", {0.01}}, {"solver", {solver}}})->summary();
    EXPECT_LE(number(l2, "gradient"), 1e-8) << solver;
  }
  EXPECT_LE(number(*fit_logistic(p, {{"l1", {0.01}}})->summary(), "gradient"), 1e-8);
}

TEST(LogisticRobust, AClassWithoutRowsGetsNoProbability) {
  const auto fit = fit_logistic(classes_of(matrix_of({{1}, {2}, {3}, {4}, {2.5}}), {0, 2, 0, 2, 2}, 3));
  const Matrix p = fit->predict({matrix_of({{1.7}}), {}, {}});
  EXPECT_EQ(p(0, 1), 0);
  EXPECT_NEAR(p(0, 0) + p(0, 2), 1, 1e-15);
  EXPECT_NE(notes(*fit->summary()).find("No training row is of class 'b', which therefore gets the probability 0.\n"), std::string::npos);
}

TEST(LogisticRobust, IsRestoredToTheBitAndNothingElseIs) {
  const auto learner = get(learners(), "logistic", "learner").make(Settings{});
  const Prepared p = twenty();
  const auto fit = learner->fit(p, {});
  const Kept kept = fit->keep();
  EXPECT_EQ(learner->restore(kept)->predict(p.train).values, fit->predict(p.train).values);
  const auto spoiled = [&](const std::function<void(Kept&)>& spoil) {
    Kept k = kept;
    spoil(k);
    try {
      learner->restore(k);
    } catch (const Error& e) {
      return e.problem();
    }
    return std::string();
  };
  EXPECT_EQ(spoiled([](Kept& k) { k.words.erase("reference"); }), "the model has no word 'reference'");
  EXPECT_EQ(spoiled([](Kept& k) { k.words["reference"] = "maybe"; }), "the model's word 'reference' is 'maybe', not yes or no");
  EXPECT_EQ(spoiled([](Kept& k) { k.words["classes"] = "-2"; }), "the model's word 'classes' is '-2', not a number of classes");
  EXPECT_EQ(spoiled([](Kept& k) { k.arrays["present"](0, 0) = 0.5; }), "the model's array 'present' does not number some of 2 classes in their order");
  EXPECT_EQ(spoiled([](Kept& k) { k.arrays["present"] = Matrix(1, 1); }), "the model's array 'present' numbers fewer than two classes");
  EXPECT_EQ(spoiled([](Kept& k) { k.arrays["coefficients"] = Matrix(2, 2); }), "the model's array 'coefficients' is 2 x 2, not 1 x any");
}

}  // namespace
}  // namespace paribus
