#include "paribus/base/settings.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace paribus {
namespace {

const Where here{"study.toml", 4, 9};

Choices choices(const std::string& address, Value::List list) { return {{address, {std::move(list), here}}}; }
template <class T>
Choices choices(const std::string& address, T x) {
  return {{address, {x, here}}};
}

template <class Read>
std::string refusal(const Choices& all, Read read) {
  const Settings s{all, "optimizer."};
  try {
    read(s);
  } catch (const Error& e) {
    return e.what();
  }
  return "accepted";
}

double beta(const Settings& s) { return s.real("beta", 0.9, fraction, "memory"); }
std::int64_t steps(const Settings& s) { return s.integer("steps", 10, {1, 1000}, "how many"); }

TEST(Range, EndsAreIncludedUnlessOpen) {
  const Range half{0, 1, false, true};
  EXPECT_TRUE(half.holds(0));
  EXPECT_FALSE(half.holds(1));
  EXPECT_TRUE(half.holds(std::nextafter(1.0, 0.0)));
  EXPECT_FALSE(half.holds(-1e-300));
  const Range other{0, 1, true, false};
  EXPECT_FALSE(other.holds(0));
  EXPECT_TRUE(other.holds(1));
  EXPECT_TRUE((Range{2, 2}).holds(2));
  EXPECT_FALSE(positive.holds(infinity));
  EXPECT_FALSE(positive.holds(0));
  EXPECT_TRUE(positive.holds(5e-324));
  for (const Range& r : {half, other, positive, Range{}}) EXPECT_FALSE(r.holds(std::nan("")));
}

TEST(Range, Text) {
  EXPECT_EQ((Range{0, 1, false, true}).text(), "[0, 1)");
  EXPECT_EQ((Range{0, 1, true, false}).text(), "(0, 1]");
  EXPECT_EQ((Range{-0.5, 1e-7}).text(), "[-0.5, 1e-07]");
  EXPECT_EQ(positive.text(), "> 0");
  EXPECT_EQ((Range{1}).text(), ">= 1");
  EXPECT_EQ((Range{-infinity, 3}).text(), "<= 3");
  EXPECT_EQ((Range{-infinity, 3, false, true}).text(), "< 3");
  EXPECT_EQ(Range{}.text(), "any number");
}

TEST(Settings, DefaultsWhenNothingIsGiven) {
  const Settings none;
  EXPECT_EQ(beta(none), 0.9);
  EXPECT_EQ(steps(none), 10);
  EXPECT_TRUE(none.flag("on", true, "switch"));
  EXPECT_EQ(none.word("kind", "adam", {"adam", "momentum"}, "which"), "adam");
  EXPECT_EQ(none.integers("sizes", {64, 32}, positive, "widths"), (std::vector<std::int64_t>{64, 32}));
  EXPECT_EQ(none.words("vary", {"start"}, {"start", "batches"}, "what"), std::vector<std::string>{"start"});
  ASSERT_EQ(none.asked().size(), 6u);
  EXPECT_EQ(none.asked()[0].name, "beta");
  EXPECT_EQ(none.asked()[0].meaning, "memory");
  EXPECT_EQ(none.asked()[0].range.text(), "[0, 1)");
  EXPECT_EQ(none.asked()[4].fallback.text(), "[64, 32]");
  for (const Ask& a : none.asked()) EXPECT_FALSE(a.given) << a.name;
}

TEST(Settings, AGivenValueIsReadUnderItsPrefixOnly) {
  const Choices all{{"optimizer.beta", {0.5, here}}, {"model.beta", {0.1, here}}, {"beta", {0.2, here}}};
  const Settings s{all, "optimizer."};
  EXPECT_EQ(beta(s), 0.5);
  EXPECT_TRUE(s.asked()[0].given);
  EXPECT_EQ(s.asked()[0].value.text(), "0.5");
  EXPECT_EQ(s.asked()[0].fallback.text(), "0.9");
  EXPECT_EQ(steps(s), 10);
  EXPECT_EQ(s.find("gamma"), nullptr);
}

TEST(Settings, NumbersOfTheOtherSort) {
  EXPECT_EQ(beta(Settings{choices<std::int64_t>("optimizer.beta", 0), "optimizer."}), 0);
  const Choices whole = choices("optimizer.steps", 20.0);
  EXPECT_EQ(steps(Settings{whole, "optimizer."}), 20);
}

TEST(Settings, EveryRefusalSaysWhereWhatAndWhatToTry) {
  const std::string at = "study.toml:4:9: optimizer.";
  EXPECT_EQ(refusal(choices("optimizer.beta", std::string("high")), beta),
            at + "beta must be a number, not \"high\"; write for example optimizer.beta = 0.1");
  EXPECT_EQ(refusal(choices("optimizer.beta", 1.0), beta), at + "beta = 1 is outside [0, 1) (memory); choose a value in [0, 1)");
  EXPECT_EQ(refusal(choices("optimizer.beta", std::nan("")), beta), at + "beta = nan is outside [0, 1) (memory); choose a value in [0, 1)");
  EXPECT_EQ(refusal(choices("optimizer.steps", 2.5), steps), at + "steps must be a whole number, not 2.5; write for example optimizer.steps = 10");
  EXPECT_EQ(refusal(choices("optimizer.steps", true), steps), at + "steps must be a whole number, not true; write for example optimizer.steps = 10");
  EXPECT_EQ(refusal(choices("optimizer.steps", 1e300), steps), at + "steps must be a whole number, not 1e+300; write for example optimizer.steps = 10");
  EXPECT_EQ(refusal(choices<std::int64_t>("optimizer.steps", 1001), steps),
            at + "steps = 1001 is outside [1, 1000] (how many); choose a value in [1, 1000]");
  EXPECT_EQ(refusal(choices<std::int64_t>("optimizer.on", 1), [](const Settings& s) { s.flag("on", false, "switch"); }),
            at + "on must be true or false, not 1; write optimizer.on = true");
  const auto kind = [](const Settings& s) { s.word("kind", "adam", {"adam", "momentum"}, "which"); };
  EXPECT_EQ(refusal(choices("optimizer.kind", std::string("adm")), kind), at + "kind = \"adm\" is not one of its words; did you mean 'adam'?");
  EXPECT_EQ(refusal(choices("optimizer.kind", std::string("xyzzy")), kind), at + "kind = \"xyzzy\" is not one of its words; known: adam, momentum");
}

TEST(Settings, Lists) {
  const auto sizes = [](const Settings& s) { return s.integers("sizes", {64}, {1, 100}, "widths"); };
  const std::int64_t three = 3, big = 300;
  const Choices one = choices("optimizer.sizes", three);
  EXPECT_EQ(sizes(Settings{one, "optimizer."}), std::vector<std::int64_t>{3});
  const Choices two = choices("optimizer.sizes", Value::List{{three, here}, {4.0, here}});
  EXPECT_EQ(sizes(Settings{two, "optimizer."}), (std::vector<std::int64_t>{3, 4}));
  const Choices empty = choices("optimizer.sizes", Value::List{});
  EXPECT_TRUE(sizes(Settings{empty, "optimizer."}).empty());
  EXPECT_EQ(refusal(choices("optimizer.sizes", Value::List{{three, here}, {big, here}}), sizes),
            "study.toml:4:9: optimizer.sizes = 300 is outside [1, 100] (widths); choose a value in [1, 100]");
  const auto vary = [](const Settings& s) { return s.words("vary", {}, {"start", "batches"}, "what"); };
  const Choices bare = choices("optimizer.vary", std::string("batches"));
  EXPECT_EQ(vary(Settings{bare, "optimizer."}), std::vector<std::string>{"batches"});
  EXPECT_EQ(refusal(choices("optimizer.vary", Value::List{{std::string("star"), here}}), vary),
            "study.toml:4:9: optimizer.vary: \"star\" is not one of its words; did you mean 'start'?");
}

TEST(Settings, AFreeWordMayBeANumberButNotAList) {
  const auto size = [](const Settings& s) { return s.word("batch_size", "all", {}, "rows a step"); };
  const Choices number = choices<std::int64_t>("optimizer.batch_size", 32);
  EXPECT_EQ(size(Settings{number, "optimizer."}), "32");
  EXPECT_EQ(refusal(choices("optimizer.batch_size", Value::List{}), size), "study.toml:4:9: optimizer.batch_size = [] is not one of its words");
}

}  // namespace
}  // namespace paribus
