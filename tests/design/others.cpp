#include <limits>
#include <set>

#include "paribus/math/vector.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(OneAtATime, plans_the_base_and_each_factor_alone) {
  const std::vector<Factor> f{levels("a", 3), levels("b", 2)};
  const auto oat = design("one_at_a_time");
  EXPECT_EQ(oat->count(f), 4U);
  std::string text;
  for (const Cell& c : oat->plan(f, stream)) text += c[0].text() + c[1].text() + " ";
  EXPECT_EQ(text, "00 10 20 01 ");
  Choices last;
  last["base"] = value(std::string("last"));
  text.clear();
  for (const Cell& c : design("one_at_a_time", last)->plan(f, stream)) text += c[0].text() + c[1].text() + " ";
  EXPECT_EQ(text, "21 01 11 20 ");
}

TEST(OneAtATime, shares_by_hand) {
  // lines through the base 0: a = {0, 3, 6}: variance 6; b = {0, 2}: variance 1; replicates +-1: variance 1
  Matrix y(4, 2);
  const Vector mean{0, 3, 6, 2};
  for (std::size_t i = 0; i < 4; ++i) {
    y(i, 0) = 10 + mean[i] - 1;
    y(i, 1) = 10 + mean[i] + 1;
  }
  const std::vector<Factor> f{levels("a", 3), levels("b", 2)};
  const auto oat = design("one_at_a_time");
  const auto s = oat->analyze(f, oat->plan(f, stream), y, stream);
  ASSERT_EQ(s.size(), 3U);
  EXPECT_NEAR(s[0].share, 6.0 / 8, 1e-12);
  EXPECT_NEAR(s[1].share, 1.0 / 8, 1e-12);
  EXPECT_NEAR(s[2].share, 1.0 / 8, 1e-12);
}

TEST(OneAtATime, what_does_nothing_stays_below_the_floor) {
  Stream s{{6, 0, "floor"}};
  const std::vector<Factor> f{levels("strong", 3), levels("inert", 4)};
  const auto oat = design("one_at_a_time");
  const auto plan = oat->plan(f, stream);
  int inert = 0, strong = 0;
  for (int study = 0; study < 400; ++study) {
    Matrix y(6, 6);
    fill_normal(s, y.values);
    for (double& v : y.row(1)) v += 4;
    for (double& v : y.row(2)) v += 8;
    const auto shares = oat->analyze(f, plan, y, stream);
    strong += shares[0].share > shares[0].floor;
    inert += shares[1].share > shares[1].floor;
  }
  EXPECT_EQ(strong, 400);
  EXPECT_LE(inert, 32);
  EXPECT_GE(inert, 8);
}

Factor real_range(const std::string& address, double from, double to) {
  Factor f;
  f.address = address;
  f.range = true;
  f.from = from;
  f.to = to;
  f.levels = {value(from), value(to)};
  return f;
}

Choices cells(std::int64_t n) {
  Choices out;
  out["cells"] = value(n);
  return out;
}

double number(const Value& v) { return std::get<double>(v.is); }

TEST(Random, draws_within_range_on_the_right_scale) {
  const auto random = design("random", cells(2000));
  Factor width = real_range("width", 1, 1000);
  width.whole = width.logarithmic = true;
  const std::vector<Factor> f{rates(1e-4, 10, 5), levels("kind", 4), real_range("x", -1, 3), width};
  const auto plan = random->plan(f, stream);
  ASSERT_EQ(plan.size(), 2000U);
  int below = 0, kind = 0, narrow = 0;
  double mean = 0;
  for (const Cell& c : plan) {
    EXPECT_TRUE(number(c[0]) >= 1e-4 && number(c[0]) <= 10);
    below += number(c[0]) < std::sqrt(1e-4 * 10);   // the geometric middle
    kind += c[1] == f[1].levels[2];
    mean += number(c[2]) / 2000;
    const auto w = std::get<std::int64_t>(c[3].is);
    EXPECT_TRUE(w >= 1 && w <= 1000);
    narrow += w <= 31;
  }
  EXPECT_NEAR(below, 1000, 4 * std::sqrt(500.0));
  EXPECT_NEAR(kind, 500, 4 * std::sqrt(375.0));
  EXPECT_NEAR(mean, 1, 4 * 4 / std::sqrt(12.0 * 2000));
  EXPECT_NEAR(narrow, 1000, 4 * std::sqrt(500.0) + 10);
}

TEST(Random, is_named_by_its_stream_and_its_factors) {
  const auto random = design("random", cells(20));
  const std::vector<Factor> one{rates(1e-4, 10, 5)}, two{rates(1e-4, 10, 5), real_range("x", 0, 1)};
  const auto a = random->plan(one, stream), b = random->plan(two, stream), c = random->plan(one, {2, 0, "design"});
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(a[i][0], b[i][0]);  // another factor beside it changes nothing
  EXPECT_FALSE(a[0][0] == c[0][0]);
}

TEST(Random, never_draws_a_cell_twice) {
  const auto random = design("random", cells(100));
  const std::vector<Factor> f{levels("a", 4), levels("b", 3)};
  EXPECT_EQ(random->count(f), 12U);
  std::set<std::string> seen;
  for (const Cell& c : random->plan(f, stream)) seen.insert(c[0].text() + c[1].text());
  EXPECT_EQ(seen.size(), 12U);
  Factor twice = levels("a", 2);
  twice.levels.push_back(twice.levels[0]);
  EXPECT_TRUE(holds(message([&] { random->plan(std::vector{twice}, stream); }), "found only 2 different cells of 3"));
}

TEST(Random, shares_find_what_matters) {
  const auto random = design("random", cells(256));
  const std::vector<Factor> f{real_range("x", 0, 1), levels("kind", 3), real_range("inert", 0, 1)};
  const auto plan = random->plan(f, stream);
  Stream s{{7, 0, "noise"}};
  int x = 0, kind = 0, inert = 0;
  for (int study = 0; study < 100; ++study) {
    Matrix y(256, 3);
    fill_normal(s, y.values);
    for (std::size_t i = 0; i < 256; ++i)  // variances: x 12 / 12 = 1, kind 2/3, noise 1/4
      for (double& v : y.row(i))
        v = 0.5 * v + std::sqrt(12.0) * number(plan[i][0]) + static_cast<double>(std::get<std::int64_t>(plan[i][1].is));
    const auto shares = random->analyze(f, plan, y, stream);
    const double total = 1 + 2.0 / 3 + 0.25;
    x += shares[0].low <= 1 / total && 1 / total <= shares[0].high && shares[0].share > shares[0].floor;
    kind += shares[1].low <= 2 / 3.0 / total && 2 / 3.0 / total <= shares[1].high && shares[1].share > shares[1].floor;
    inert += shares[2].share > shares[2].floor;
  }
  EXPECT_GE(x, 85);
  EXPECT_GE(kind, 85);
}

TEST(Random, what_does_nothing_stays_below_the_floor) {
  const auto random = design("random", cells(64));
  const std::vector<Factor> f{real_range("x", 0, 1), real_range("inert", 0, 1)};
  Stream s{{8, 0, "noise"}};
  int inert = 0;
  for (std::uint64_t study = 0; study < 300; ++study) {  // a fresh plan each time: the cells are the sample
    const StreamName name{study, 0, "design"};
    const auto plan = random->plan(f, name);
    Matrix y(64, 2);
    fill_normal(s, y.values);
    for (std::size_t i = 0; i < 64; ++i)
      for (double& v : y.row(i)) v += 3 * number(plan[i][0]);
    inert += [&](const Share& t) { return t.share > t.floor; }(random->analyze(f, plan, y, name)[1]);
  }
  EXPECT_LE(inert, 27);  // 99.9 %
  EXPECT_GE(inert, 5);
}

TEST(Designs, refuse_a_shuffled_plan) {
  const std::vector<Factor> f{levels("a", 3), levels("b", 3)};
  for (const auto* e : designs()) {
    const auto d = e->make({});
    auto plan = d->plan(f, stream);
    const Matrix y(plan.size(), 2);
    EXPECT_EQ(message([&] { d->analyze(f, plan, y, stream); }), "") << e->name;
    std::swap(plan[0], plan[plan.size() - 1]);
    EXPECT_TRUE(holds(message([&] { d->analyze(f, plan, y, stream); }), "is not the one that design '" + std::string(e->name)));
  }
}

TEST(Designs, shares_add_up_to_one) {
  const std::vector<Factor> f{levels("a", 3), levels("b", 3)};
  Stream s{{9, 0, "sum"}};
  for (const auto* e : designs()) {
    const auto d = e->make({});
    const auto plan = d->plan(f, stream);
    Matrix y(plan.size(), 4);
    fill_normal(s, y.values);
    double total = 0;
    for (const Share& x : d->analyze(f, plan, y, stream)) {
      total += x.share;
      EXPECT_TRUE(x.low <= x.share && x.share <= x.high) << e->name;
      EXPECT_EQ(std::isnan(x.floor), x.factors.empty()) << e->name;
    }
    EXPECT_NEAR(total, 1, 1e-12) << e->name;
  }
}

}  // namespace
}  // namespace paribus
