// From dataset to examples: transforms, leaks, reproducibility.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "paribus/math/vector.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using tests::settings;
using tests::split_name;
using tests::table;
using Words = std::vector<std::string>;

Vector column(const Matrix& m, std::size_t j) {
  Vector out;
  for (std::size_t i = 0; i < m.rows; ++i) out.push_back(m(i, j));
  return out;
}

TEST(Prepare, Digits) {
  const auto p = prepare(load("digits"), settings(), split_name());
  EXPECT_EQ(p->task, Task::classification);
  EXPECT_EQ(p->train.size() + p->validation.size() + p->test.size(), 1797u);
  EXPECT_EQ(p->test.size(), 359u);
  EXPECT_EQ(p->features.size(), 64u);
  EXPECT_EQ(p->classes.size(), 10u);
  EXPECT_EQ(p->train.y.columns, 10u);
  for (std::size_t j = 0; j < 64; ++j) {
    const Vector x = column(p->train.x, j);
    const double sd = std::sqrt(dot(x, x) / static_cast<double>(x.size()));
    EXPECT_NEAR(mean(x), 0, 1e-13);
    EXPECT_TRUE(sd == 0 || std::abs(sd - 1) < 1e-13) << sd;
  }
  for (std::size_t i = 0; i < p->train.size(); ++i) {
    EXPECT_EQ(sum(p->train.y.row(i)), 1);
    EXPECT_EQ(p->train.y(i, static_cast<std::size_t>(p->train.label[i])), 1);
  }
  ASSERT_EQ(p->notes.size(), 1u);
  EXPECT_TRUE(p->notes[0].starts_with("constant in the training part: 'pixel_0_0'")) << p->notes[0];
  EXPECT_EQ(column(p->test.x, 0), Vector(359, 0.0));
}

TEST(Prepare, RegressionTargetsAreStandardizedOnTrain) {
  const Dataset data = load("diabetes");
  const auto p = prepare(data, settings(), split_name());
  EXPECT_NEAR(mean(p->train.y.values), 0, 1e-14);
  EXPECT_NEAR(dot(p->train.y.values, p->train.y.values) / static_cast<double>(p->train.size()), 1, 1e-13);
  EXPECT_TRUE(p->train.label.empty() && p->classes.empty());
  double total = 0;  // undone, the targets are the file's, so their sum over all parts is exact to rounding
  for (const auto* part : {&p->train, &p->validation, &p->test})
    for (const double y : part->y.values) total += y * p->target_sd + p->target_mean;
  EXPECT_NEAR(total, sum(data.target()->values), 1e-8);
}

// Whatever happens to test and validation rows, what training sees does not move by a bit.
TEST(Prepare, NothingLeaksFromTestToTraining) {
  std::string text = "a,b,c,y\n";
  Stream stream({11, 0, "test"});
  for (int i = 0; i < 60; ++i)
    text += (i % 9 == 4 ? "" : shortest(stream.uniform())) + "," + (i % 3 ? "u" : "v") + "," + (i % 11 == 5 ? "" : i % 2 ? "p" : "q") + "," + shortest(stream.uniform()) + "\n";
  const auto s = settings({{"data.impute", {std::string("mean")}}});
  Dataset data = table(text);
  const auto before = prepare(data, s, split_name());
  // Find the training rows by their targets, which all differ; spoil every other row.
  std::set<double> in_training;
  for (const double y : before->train.y.values) in_training.insert(std::round((y * before->target_sd + before->target_mean) * 1e9));
  std::size_t spoiled = 0;
  for (std::size_t i = 0; i < data.rows(); ++i) {
    if (in_training.contains(std::round(data.columns[3].values[i] * 1e9))) continue;
    data.columns[0].values[i] = 1e6 + static_cast<double>(i);
    data.columns[1].values[i] = 2;
    data.columns[2].values[i] = 0;
    data.columns[3].values[i] = -1e6;
    ++spoiled;
  }
  data.columns[1].categories.push_back("w");  // a level that training never sees
  ASSERT_EQ(spoiled, before->validation.size() + before->test.size());
  const auto after = prepare(data, s, split_name());
  EXPECT_EQ(before->train.x.values, after->train.x.values);
  EXPECT_EQ(before->train.y.values, after->train.y.values);
  EXPECT_EQ(before->features, after->features);
  EXPECT_EQ(before->target_mean, after->target_mean);
  EXPECT_NE(before->test.x.values, after->test.x.values);
  EXPECT_NE(before->content(), after->content());
}

TEST(Prepare, OneHotAndUnseenLevels) {
  const Dataset data = table("color,y\nred,1.5\nblue,2.5\nred,3.5\nblue,4.5\nred,5.5\nblue,6.5\nred,7.5\ngreen,8.5\nblue,9.5\nred,0.5\n");
  bool seen_both = false;
  for (std::uint64_t r = 0; r < 20; ++r) {
    const auto p = prepare(data, settings(), split_name(r));
    if (p->features.size() != 2) continue;  // green is in the training part
    seen_both = true;
    EXPECT_EQ(p->features, (Words{"color=red", "color=blue"}));
    EXPECT_EQ(p->notes, Words{"categories that training never sees become all zeros in 'color'"});
    double zeros = 0;
    for (const auto* part : {&p->train, &p->validation, &p->test})
      for (std::size_t i = 0; i < part->size(); ++i) zeros += sum(part->x.row(i)) == 0;
    EXPECT_EQ(zeros, 1);
    for (std::size_t i = 0; i < p->train.size(); ++i) EXPECT_EQ(sum(p->train.x.row(i)), 1);
  }
  EXPECT_TRUE(seen_both);
}

TEST(Prepare, Imputation) {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 30; ++i) text += (i == 7 ? "" : i % 3 == 0 ? "4" : "1") + std::string(",") + (i == 9 ? "?" : i % 4 ? "u" : "v") + "," + std::to_string(i) + ".5\n";
  const Dataset data = table(text);
  const auto missing_row = [&](const std::string& how) {
    const auto p = prepare(data, settings({{"data.impute", {how}}, {"data.scale", {std::string("none")}}}), split_name());
    double train_mean = 0, stand_in = NAN, n = 0;
    for (const auto* part : {&p->train, &p->validation, &p->test})
      for (std::size_t i = 0; i < part->size(); ++i) {
        const bool the_row = std::abs(part->y(i, 0) * p->target_sd + p->target_mean - 7.5) < 1e-6;
        if (the_row) stand_in = part->x(i, 0);
        else if (part == &p->train) train_mean += part->x(i, 0), ++n;
        EXPECT_EQ(part->x(i, 1) + part->x(i, 2), 1);  // the missing category got one too
      }
    return std::pair{stand_in, train_mean / n};
  };
  const auto [by_mean, train_mean] = missing_row("mean");
  EXPECT_NEAR(by_mean, train_mean, 1e-12);
  EXPECT_EQ(missing_row("most_frequent").first, 1);
}

TEST(Prepare, SameNameSameBits) {
  const Dataset data = load("wine");
  const auto a = prepare(data, settings(), split_name(3)), b = prepare(data, settings(), split_name(3)), c = prepare(data, settings(), split_name(4));
  EXPECT_EQ(a->content(), b->content());
  EXPECT_NE(a->content(), c->content());
  EXPECT_NE(a->content(), prepare(data, settings({{"data.scale", {std::string("none")}}}), split_name(3))->content());
}

std::string failure(const Dataset& data, const Choices& choices = {}) {
  try {
    prepare(data, settings(choices), split_name());
    return "prepared";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(PrepareFailures, WordForWord) {
  const auto rows = [](int n, auto&& row) {
    std::string text;
    for (int i = 0; i < n; ++i) text += row(i) + "\n";
    return text;
  };
  const auto number = [](int i) { return std::to_string(i); };
  Dataset no_target = table("a,y\n1,2.5\n");
  no_target.columns[1].role = Role::feature;
  EXPECT_EQ(failure(no_target), "the data set 't' has no target; name the column to be predicted");
  EXPECT_EQ(failure(table("y\n1.5\n2.5\n")), "the data set 't' has no features beside its target 'y'; add at least one more column");
  EXPECT_EQ(failure(table("a,y\n1,x\n2,x\n3,x\n")), "the target 'y' has one class only; there is nothing to learn; name another target");
  EXPECT_EQ(failure(table("a,y\n1,2.5\n2,2.5\n3,2.5\n")), "the target 'y' is constant; there is nothing to learn; name another target");
  EXPECT_EQ(failure(table("a,b,y\n1,,0.5\n,u,1.5\n?,v,2.5\n")),
            "values are missing in 'a' (2) and 'b' (1); set data.impute to \"mean\" or \"most_frequent\", or remove these rows");
  EXPECT_EQ(failure(table("a,y\n1,0.5\n2,1.5\n")), "of 2 rows none is left for the validation part; give more rows, or choose other shares in data.split");
  EXPECT_EQ(failure(table("a,y\n1,x\n2,x\n3,x\n4,x\n5,z\n6,z\n")),
            "class 'z' of the target 'y' has 2 rows, too few for three parts; remove or merge the class, or set data.split.stratify = false");
  EXPECT_EQ(failure(table("a,y\n" + rows(200, [&](int i) { return "w" + number(i) + "," + number(i) + ".5"; }))),
            "column 'a' has 120 different words (at most 50 can be encoded); remove the column, merge its rare words, or turn it into numbers");
  Dataset empty_column = table("a,b,y\n" + rows(9, [&](int i) { return number(i) + ",," + number(i) + ".5"; }));
  EXPECT_EQ(failure(empty_column, {{"data.impute", {std::string("mean")}}}), "column 'b' has no value in the training part; remove the column");
}

TEST(DataSettings, Defaults) {
  const Settings none;
  const DataSettings s(none);
  EXPECT_EQ(s.validation, 0.2);
  EXPECT_EQ(s.test, 0.2);
  EXPECT_TRUE(s.stratify);
  EXPECT_EQ(s.scale, "standard");
  EXPECT_EQ(s.impute, "none");
  EXPECT_EQ(s.rows, 0u);
  EXPECT_EQ(s.encode, "one_hot");
  EXPECT_EQ(s.weights, "");
  EXPECT_EQ(s.groups, "");
  EXPECT_EQ(s.time, "");
  EXPECT_TRUE(s.ignore.empty());
  EXPECT_EQ(s.target_type, "auto");
  EXPECT_EQ(s.components, 0u);
  EXPECT_EQ(s.reduce, "pca");
  EXPECT_FALSE(s.whiten);
  EXPECT_EQ(none.asked().size(), 17u);
}

TEST(DataSettings, SharesMustLeaveRowsForTraining) {
  const Choices choices{{"data.split.test", {0.7, {"s.toml", 4, 9}}}, {"data.split.validation", {0.3}}};
  try {
    settings(choices);
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "s.toml:4:9: validation and test take 0.3 + 0.7 of the rows and leave none for training; "
                           "choose shares that add up to less than 1, for example 0.2 and 0.2");
  }
  EXPECT_THROW(settings({{"data.split.test", {0.0}}}), Error);
  EXPECT_THROW(settings({{"data.scale", {std::string("robust")}}}), Error);
}

}  // namespace
}  // namespace paribus
