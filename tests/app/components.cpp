// components, as a user walks through it. Variances, shares, axes and scores of wine are those of scikit-learn 1.2.1:
// PCA().fit(StandardScaler().fit_transform(x)), and of columns as they are PCA(2).fit_transform(x).
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace paribus {
namespace {

using nlohmann::json;

TEST(Components, AreScikitLearns) {
  const Folder f;
  const json a = json::parse(run(f, {"components", "wine", "--json"}).out);
  ASSERT_EQ(a["components"].size(), 13u);
  const double variance[] = {4.73243698, 2.51108093, 1.45424187, 0.92416587}, share[] = {0.36198848, 0.1920749, 0.11123631, 0.0706903};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(a["components"][k]["variance"], variance[k], 1e-7);
    EXPECT_NEAR(a["components"][k]["share"], share[k], 1e-7);
  }
  const json& first = a["components"][0];
  for (const auto& [name, axis] : first["axis"].items()) EXPECT_NEAR(first["loadings"][name], double(axis) * std::sqrt(variance[0]), 1e-7) << name;
  // By NumPy: variances above (1 + sqrt(13 / 178))^2 = 1.61; singular values above 15.47, with the median of Marchenko and
  // Pastur's density by quadrature; variances above those of 200 tables of shuffled columns.
  EXPECT_EQ(a["how_many"]["marchenko_pastur"]["count"], 2);
  EXPECT_EQ(a["how_many"]["gavish_donoho"]["count"], 3);
  EXPECT_EQ(a["how_many"]["parallel_analysis"]["count"], 3);
  EXPECT_EQ(a["notes"], json::array({"'cultivar', the target, is no feature"}));
}

TEST(Components, WritesScores) {
  const Folder f;
  const Ended e = run(f, {"components", "wine", "--set", "data.scale=none", "--components", "2", "-o", "s.csv"});
  EXPECT_NE(e.out.find("Marchenko and Pastur's edge  none: it speaks of columns of one scale\n"), std::string::npos) << e.out;
  EXPECT_NE(e.out.find("\nscores: s.csv\n"), std::string::npos);
  EXPECT_EQ(f.read("s.csv").find("row,component_1,component_2\n1,318.5629792879"), 0u) << f.read("s.csv");
  EXPECT_EQ(std::ranges::count(f.read("s.csv"), '\n'), 179);
}

TEST(Components, OfAFileAreThoseOfAllColumns) {
  const Folder f;
  f.write("t.csv", "a,b,y\n1,x,2\n2,y,3\n1,x,5\n4,y,1\n");
  EXPECT_NE(run(f, {"components", "t.csv"}).out.find("of t: 4 rows, 4 columns, those of numbers of one scale"), std::string::npos) << run(f, {"components", "t.csv"}).out;
  EXPECT_NE(run(f, {"components", "t.csv", "--target", "y"}).out.find("of t: 4 rows, 3 columns, those of numbers of one scale"), std::string::npos);
}

TEST(Components, AreRefused) {
  const Folder f;
  f.write("one.csv", "a,b\n1,2\n");
  const auto refused = [&](const Words& words, const std::string& message) {
    const Ended e = run(f, words);
    EXPECT_EQ(e.code, 2);
    EXPECT_NE(e.err.find(message), std::string::npos) << e.err;
  };
  refused({"components", "one.csv"}, "one.csv: one row has no components; give a table of two rows and more");
  refused({"components", "wine", "--components", "40"}, "wine: there are 13 components, and 40 are asked for; ask for fewer, or for all: leave --components out");
  refused({"components", "wine", "--set", "data.rows=3"}, "data.rows says nothing about the components of a table");
  refused({"components", "one.csv", "-o", "one.csv"}, "which would be lost");
}

}  // namespace
}  // namespace paribus
