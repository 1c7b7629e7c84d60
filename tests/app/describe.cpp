// paribus data describe: the text, and a page when it is asked for.
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace paribus {
namespace {

using nlohmann::json;

TEST(DescribeCommand, WritesAPageOnlyWhenAsked) {
  const Folder f;
  const Ended bare = run(f, {"data", "describe", "iris"});
  ASSERT_EQ(bare.code, 0) << bare.err;
  EXPECT_TRUE(f.files().empty());
  const Ended paged = run(f, {"data", "describe", "iris", "--page"});
  ASSERT_EQ(paged.code, 0) << paged.err;
  EXPECT_EQ(paged.out, bare.out + "page: results/describe_iris/page.html\n");
  for (const char* name : {"page.html", "figures/columns.vl.json", "figures/classes.vl.json", "figures/correlations.vl.json", "figures/singular.vl.json", "figures/leverage.vl.json"})
    EXPECT_TRUE(f.has(std::string("results/describe_iris/") + name)) << name;
}

TEST(DescribeCommand, PutsItWhereItIsToldQuietly) {
  const Folder f;
  f.write("houses.csv", "rooms,price\n2,100.5\n3,150.5\n4,210.5\n");
  const Ended e = run(f, {"data", "describe", "houses.csv", "--target", "rooms", "--out", "here", "--quiet"});
  EXPECT_EQ(e.code, 0) << e.err;
  EXPECT_EQ(e.out, "");
  EXPECT_TRUE(f.has("here/page.html"));
  EXPECT_FALSE(f.has("results"));
}

TEST(DescribeCommand, SaysItAsData) {
  const Folder f;
  const Ended e = run(f, {"data", "describe", "diabetes", "--json"});
  ASSERT_EQ(e.code, 0) << e.err;
  const json page = json::parse(e.out);
  EXPECT_EQ(page["title"], "What is in diabetes?");
  EXPECT_EQ(page["figures"].size(), 4u);   // its target is a number: no classes
  EXPECT_EQ(page["figures"][1]["rows"].size(), 100u);
  EXPECT_TRUE(f.files().empty());
}

}  // namespace
}  // namespace paribus
