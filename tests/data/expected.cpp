// A new table for a fitted model: columns by name, types from training, every mistake said where it stands.
#include <cmath>

#include "paribus/data/preprocessing.hpp"
#include "tables.hpp"

#include <gtest/gtest.h>

namespace paribus {
namespace {

using Words = std::vector<std::string>;

const std::vector<Expected>& houses() {
  static const std::vector<Expected> all{{"rooms", Role::feature, false, {}, false},
                                         {"heating", Role::feature, true, {"gas", "oil", "1"}, false},
                                         {"age", Role::feature, false, {}, true},
                                         {"price", Role::target, false, {}, false}};
  return all;
}

Dataset read(std::string_view text, std::span<const Expected> expected = houses()) { return read_csv({"new.csv", text}, expected); }

std::string failure(std::string_view text, std::span<const Expected> expected = houses()) {
  try {
    read(text, expected);
    return "read";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(ExpectedColumns, AreFoundByNameWhateverElseIsThere) {
  const Dataset d = read("agent,age,heating,rooms\nAnn,3,oil,1\nBob,,gas,2.5\n");
  ASSERT_EQ(d.columns.size(), 3u);
  EXPECT_EQ(d.columns[0].values, (Vector{1, 2.5}));
  EXPECT_EQ(d.columns[1].values, (Vector{1, 0}));
  EXPECT_EQ(d.columns[1].categories, (Words{"gas", "oil", "1"}));
  EXPECT_EQ(d.columns[2].values[0], 3);
  EXPECT_TRUE(std::isnan(d.columns[2].values[1]));
  EXPECT_EQ(d.target(), nullptr);
  EXPECT_EQ(d.notes, (Words{"the columns stand in another order than in training; they were found by name",
                            "not used by the model: 'agent'"}));
}

TEST(ExpectedColumns, HaveTheTypeOfTraining) {
  // Heating codes of numbers alone are still categories, 1.0 is 1, and a word for a missing value is one.
  const Dataset d = read("rooms,heating,age,price\n1,1,NA,5\n2,1.0,4,6\n");
  EXPECT_EQ(d.columns[1].values, (Vector{2, 2}));
  EXPECT_TRUE(std::isnan(d.columns[2].values[0]));
  EXPECT_EQ(d.target()->values, (Vector{5, 6}));
  EXPECT_FALSE(d.target()->categorical);
  EXPECT_TRUE(d.notes.empty());
}

TEST(ExpectedColumns, AHeaderOfNumbersIsKnownByItsNames) {
  const std::vector<Expected> years{{"2019", Role::feature, false, {}, false}, {"2020", Role::feature, false, {}, false}};
  EXPECT_EQ(read("2019,2020\n1,2\n", years).rows(), 1u);
}

TEST(ExpectedColumns, SayWhatIsWrongAndWhere) {
  EXPECT_EQ(failure("room,heating,age\n1,gas,2\n"), "new.csv: there is no column 'rooms', which the model was fitted to; did you mean 'room'?");
  EXPECT_EQ(failure("rooms,heating,age\n1,gas,2\ntwo,gas,2\n"),
            "new.csv:3:1: bad number 'two' in column 'rooms'; correct it, or leave a missing value empty; words are allowed only in columns of categories");
  EXPECT_EQ(failure("rooms,heating,age\n1,gas,2\n2,has,2\n"),
            "new.csv:3:3: unknown category 'has' in column 'heating': the model was fitted without it; did you mean 'gas'?");
  EXPECT_EQ(failure("rooms,heating,age\n1,electric,2\n"),
            "new.csv:2:3: unknown category 'electric' in column 'heating': the model was fitted without it; known: gas, oil, 1");
  EXPECT_EQ(failure("rooms,heating,age\n,gas,2\n"),
            "new.csv:2:1: column 'rooms' has no value here, and the model knows none to stand in; fill it in, or fit the model anew with data.impute = \"mean\"");
  EXPECT_EQ(failure("rooms,heating,age,price\n1,gas,2,\n"), "new.csv:2:9: the target 'price' has no value here; fill it in, or remove this row");
}

// What other readers bring is held against the same expectation, by row instead of by line.
TEST(ExpectedColumns, ConformTakesTablesOfAnyReader) {
  const auto table = [](const std::string& text) { return read_csv({"new.csv", text}, "age"); };
  const auto said = [&](const std::string& text) -> std::string {
    try {
      conform(table(text), houses());
      return "read";
    } catch (const Error& e) {
      return e.what();
    }
  };
  const Dataset d = conform(table("age,heating,rooms\n3,oil,1\n4,gas,2.5\n"), houses());
  EXPECT_EQ(d.columns[0].values, (Vector{1, 2.5}));
  EXPECT_EQ(d.columns[1].values, (Vector{1, 0}));
  EXPECT_EQ(d.columns[2].values, (Vector{3, 4}));   // the reader took these whole numbers for classes
  EXPECT_EQ(said("age,heating,rooms\n3,oil,a\n4,gas,b\n"), "new.csv, row 1: bad number 'a' in column 'rooms'; the model was fitted to numbers there");
  EXPECT_EQ(said("age,heating,rooms\n3,oil,1\n4,coal,2\n"),
            "new.csv, row 2: unknown category 'coal' in column 'heating': the model was fitted without it; did you mean 'oil'?");
  EXPECT_EQ(said("age,heating,rooms\n3,oil,1\n4,gas,\n"),
            "new.csv, row 2: column 'rooms' has no value here, and the model knows none to stand in; fill it in, or fit the model anew with data.impute = \"mean\"");
}

TEST(ExpectedColumns, OfABuiltInSet) {
  const Dataset iris = load("iris");
  std::vector<std::uint32_t> rows{0, 1, 2, 60, 61, 140, 141};
  const auto p = Preprocessing::fit(iris, tests::settings(), rows, {}, false);
  const Dataset again = load_expected("iris", p.expected(true));
  EXPECT_EQ(p.apply(again, rows).x.values, p.apply(iris, rows).x.values);
  EXPECT_EQ(p.apply(again, rows).label, p.apply(iris, rows).label);
}

}  // namespace
}  // namespace paribus
