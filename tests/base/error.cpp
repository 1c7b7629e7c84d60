#include "paribus/base/error.hpp"

#include <gtest/gtest.h>

#include "paribus/base/catalogue.hpp"

namespace paribus {
namespace {

const std::vector<std::string> known{"gradient_descent", "momentum", "nesterov", "adam"};

TEST(Where, Text) {
  EXPECT_EQ(Where{}.text(), "");
  EXPECT_EQ((Where{"a.toml", 0, 0}).text(), "a.toml");
  EXPECT_EQ((Where{"a.toml", 4, 0}).text(), "a.toml:4");
  EXPECT_EQ((Where{"a.toml", 4, 1}).text(), "a.toml:4:1");
}

TEST(Error, HoldsItsThreeParts) {
  const Error e{"bad", "try good", {"a.toml", 2, 3}};
  EXPECT_STREQ(e.what(), "a.toml:2:3: bad; try good");
  EXPECT_EQ(e.problem(), "bad");
  EXPECT_EQ(e.advice(), "try good");
  EXPECT_EQ(e.where().line, 2u);
  EXPECT_STREQ(Error("bad").what(), "bad");
}

TEST(Nearest, ForgivesSlips) {
  EXPECT_EQ(nearest("adm", known), "adam");
  EXPECT_EQ(nearest("adma", known), "adam");  // two letters swapped
  EXPECT_EQ(nearest("momentun", known), "momentum");
  EXPECT_EQ(nearest("gradientdescent", known), "gradient_descent");
  EXPECT_EQ(nearest("adam", known), "adam");
}

TEST(Nearest, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest("xyzzy", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest("adam", {}), "");
}

TEST(Nearest, TakesTheNearerAndThenTheFirst) {
  const std::vector<std::string> names{"bat", "cat", "cats"};
  EXPECT_EQ(nearest("cats", names), "cats");
  EXPECT_EQ(nearest("hat", names), "bat");
}

TEST(Suggestion, Text) {
  EXPECT_EQ(suggestion("adm", known), "did you mean 'adam'?");
  EXPECT_EQ(suggestion("xyzzy", known), "known: gradient_descent, momentum, nesterov, adam");
  EXPECT_EQ(suggestion("x", {}), "");
  std::vector<std::string> many;
  for (int i = 0; i < 30; ++i) many.push_back("name_" + std::to_string(100 + i));
  const std::string text = suggestion("quite different", many);
  EXPECT_NE(text.find("name_119, ..."), std::string::npos);
  EXPECT_EQ(text.find("name_120"), std::string::npos);
}

struct Shape {
  virtual ~Shape() = default;
  virtual double sides() const = 0;
};
struct Polygon final : Shape {
  explicit Polygon(const Settings& s) : sides_{s.real("sides", 3, {3, 100}, "corners too")} {}
  double sides() const override { return sides_; }
  double sides_;
};
struct Circle final : Shape {
  double sides() const override { return 0; }
};

TEST(Catalogue, FindsByNameAndAlias) {
  const Entry<Shape> polygon = entry<Shape, Polygon>({"polygon", "Polygon", "has corners", "", "", "ngon poly"});
  const Entry<Shape> circle = entry<Shape, Circle>({"circle", "Circle", "has none"});
  const Catalogue<Shape> all{&polygon, &circle};
  EXPECT_EQ(find(all, "poly"), &polygon);
  EXPECT_EQ(find(all, "ngon"), &polygon);
  EXPECT_EQ(find(all, "ngon poly"), nullptr);
  EXPECT_EQ(find(all, ""), nullptr);
  EXPECT_EQ(find(all, "circle")->make(Settings{})->sides(), 0);
  EXPECT_EQ(asks(polygon).at(0).meaning, "corners too");
  EXPECT_TRUE(asks(circle).empty());
  EXPECT_EQ(names(all), (std::vector<std::string>{"polygon", "circle"}));
  try {
    get(all, "circel", "shape", {"s.toml", 1, 2});
    FAIL() << "an unknown word was accepted";
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "s.toml:1:2: unknown shape 'circel'; did you mean 'circle'?");
  }
}

}  // namespace
}  // namespace paribus
