// Whole numbers that are names of classes, and classes that are numbers.
#include <gtest/gtest.h>

#include "paribus/data/classes.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using namespace tests;

std::string refusal(Dataset d, const std::string& type) {
  try {
    read_target_as(d, type);
    return "read";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(TargetType, ANumberIsWhatTheTableSays) {
  Dataset d = table("x,stars\n1,5\n2,-3\n3,5\n4,12\n");
  ASSERT_EQ(d.task(), Task::classification);
  ASSERT_EQ(d.notes.size(), 1u);
  read_target_as(d, "auto");
  EXPECT_EQ(d.task(), Task::classification);
  read_target_as(d, "class");
  EXPECT_EQ(d.target()->categories, (std::vector<std::string>{"-3", "5", "12"}));
  read_target_as(d, "number");
  EXPECT_EQ(d.task(), Task::regression);
  EXPECT_EQ(d.target()->values, (Vector{5, -3, 5, 12}));
  EXPECT_TRUE(d.target()->categories.empty());
  EXPECT_TRUE(d.notes.empty()) << d.notes[0];
}

TEST(TargetType, AClassIsEachWholeNumberHoweverMany) {
  std::string text = "x,code\n";
  for (int i = 0; i < 50; ++i) text += "0," + std::to_string(100 - i) + "\n";
  Dataset d = table(text);
  ASSERT_EQ(d.task(), Task::regression);
  read_target_as(d, "class");
  ASSERT_EQ(d.target()->categories.size(), 50u);
  EXPECT_EQ(d.target()->categories[0], "51");
  EXPECT_EQ(d.target()->values[0], 49);
  EXPECT_EQ(d.target()->values[49], 0);
}

TEST(TargetType, IsRefusedWhereTheValuesDoNotAllowIt) {
  EXPECT_EQ(refusal(table("x,kind\n1,7\n2,oak\n"), "number"),
            "data.target_type = \"number\", but the target 'kind' holds the word 'oak'; leave data.target_type out: words are classes");
  EXPECT_EQ(refusal(table("x,size\n1,7\n2,7.5\n"), "class"),
            "data.target_type = \"class\", but the target 'size' holds numbers that are not whole; leave data.target_type out: it is a number");
  std::string many = "x,n\n";
  for (int i = 0; i < 1001; ++i) many += "0," + std::to_string(i) + "\n";
  EXPECT_EQ(refusal(table(many), "class"),
            "data.target_type = \"class\", but the target 'n' holds more than 1\u202f000 different numbers; leave data.target_type out: it is a number");
}

}  // namespace
}  // namespace paribus
