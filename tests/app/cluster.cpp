// cluster, as a user walks through it. The scores of iris are those of scikit-learn 1.2.1 (KMeans, silhouette_score,
// davies_bouldin_score, adjusted_rand_score, normalized_mutual_info_score).
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace paribus {
namespace {

using nlohmann::json;

/// Two clouds far apart; the last column has a gap, and no column is a target.
std::string clouds(bool gap) {
  std::string out = "height,city,width\n";
  for (int i = 0; i < 40; ++i)
    out += std::to_string(i % 2 ? 100 + i : i) + (i % 2 ? ",Rome," : ",Oslo,") + (gap && i == 7 ? "" : std::to_string(i % 2 ? 50 : 3)) + "\n";
  return out;
}

TEST(Cluster, IrisHasItsKnownGroups) {
  const Folder f;
  const Ended e = run(f, {"cluster", "iris", "--set", "data.scale=none", "--json"});
  ASSERT_EQ(e.code, 0) << e.err;
  const json a = json::parse(e.out);
  EXPECT_NEAR(a["objective"], 78.85144, 1e-5);
  EXPECT_NEAR(a["scores"]["silhouette"], 0.5528, 5e-5);
  EXPECT_NEAR(a["scores"]["davies_bouldin"], 0.6620, 5e-5);
  EXPECT_NEAR(a["scores"]["class_agreement"], 0.7302, 5e-5);
  EXPECT_NEAR(a["scores"]["class_information"], 0.7582, 5e-5);
  std::multiset<int> sizes;
  for (const auto& g : a["groups"]) sizes.insert(int(g["rows"]));
  EXPECT_EQ(sizes, (std::multiset<int>{38, 50, 62}));
  EXPECT_EQ(a["groups"][0]["rows"], 62);   // the largest first
  EXPECT_EQ(a["groups"][2]["rows"], 38);
  const std::string text = run(f, {"cluster", "iris", "--set", "data.scale=none"}).out;
  EXPECT_EQ(text.find("K-means: 3 groups of 150 rows of iris, by 4 columns as they are\n"), 0u) << text;
  EXPECT_NE(text.find("setosa (100 %)"), std::string::npos);
  EXPECT_NE(text.find("78.851, 11.6 % of the squares about the mean of all rows"), std::string::npos);
}

TEST(Cluster, EveryColumnOfAFileIsAFeature) {
  const Folder f;
  f.write("t.csv", clouds(false)), f.write("gap.csv", clouds(true));
  const Ended e = run(f, {"cluster", "t.csv", "--groups", "2", "-o", "g.csv", "--json"});
  ASSERT_EQ(e.code, 0) << e.err;
  const json a = json::parse(e.out);
  EXPECT_EQ(a["columns"], 4);   // two cities
  EXPECT_FALSE(a["scores"].contains("class_agreement"));
  std::istringstream rows{f.read("g.csv")};
  std::string line;
  std::getline(rows, line);
  EXPECT_EQ(line, "row,group,distance");
  std::vector<char> group;
  while (std::getline(rows, line)) group.push_back(line[line.find(',') + 1]);
  ASSERT_EQ(group.size(), 40u);
  for (std::size_t i = 2; i < 40; ++i) EXPECT_EQ(group[i], group[i % 2]);
  EXPECT_NE(group[0], group[1]);
  EXPECT_EQ(run(f, {"cluster", "gap.csv", "--groups", "2", "--set", "data.impute=mean"}).code, 0);
  const json city = json::parse(run(f, {"cluster", "t.csv", "--groups", "2", "--classes", "city", "--json"}).out);
  EXPECT_EQ(city["columns"], 2);
  EXPECT_DOUBLE_EQ(city["scores"]["class_agreement"], 1);
}

TEST(Cluster, GroupsWithoutRowsAreNone) {
  const Folder f;
  f.write("same.csv", "a,b\n1,2\n1,2\n1,2\n1,2\n5,6\n");
  const json a = json::parse(run(f, {"cluster", "same.csv", "--json"}).out);
  ASSERT_EQ(a["groups"].size(), 2u);
  EXPECT_EQ(a["notes"][0], "only 2 of 3 groups have rows: no more rows differ");
  const json none = json::parse(run(f, {"cluster", "same.csv", "--method", "dbscan", "--set", "measure.cluster.density.neighbors=6", "--json"}).out);
  EXPECT_EQ(none["groups"].size(), 0u);
  EXPECT_EQ(none["in_no_group"], 5);
  run(f, {"cluster", "same.csv", "--method", "dbscan", "--set", "measure.cluster.density.neighbors=6", "--page", "p"});
  EXPECT_NE(f.read("p/page.html").find("To find groups"), std::string::npos);
}

TEST(Cluster, WordsAreFeaturesThatAreCoded) {
  const Folder f;
  f.write("w.csv", "size,color\n1,red\n2,blue\n8,green\n9,red\n8,blue\n");
  EXPECT_NE(run(f, {"cluster", "w.csv", "--groups", "2"}).out.find("by 2 features as 4 columns of one scale"), std::string::npos);
}

// scikit-learn 1.2.1: GaussianMixture(2, tol=1e-6, max_iter=5000, random_state=0).fit(x).bic(x), x standardized.
TEST(Cluster, AMixtureHasAnInformationCriterion) {
  const Folder f;
  const json one = json::parse(run(f, {"cluster", "iris", "--method", "gmm", "--groups", "2", "--json"}).out);
  EXPECT_NEAR(double(one["scores"]["bic"]), 794.7090, 1e-3);
  const json k_means = json::parse(run(f, {"cluster", "iris", "--json"}).out);
  EXPECT_FALSE(k_means["scores"].contains("bic"));
  const json held_up = json::parse(run(f, {"cluster", "iris", "--method", "gmm", "--groups", "10", "--set", "data.scale=none", "--json"}).out);
  EXPECT_EQ(held_up["no_score"]["bic"], "a part has shrunk to the floor of its variances, which decides the likelihood");
}

// scipy 1.10.1: linkage(iris, "ward")[:, 2]
TEST(Cluster, SaysAtWhichHeightsGroupsAreJoined) {
  const Folder f;
  const Words asked{"cluster", "iris", "--method", "agglomerative", "--groups", "3", "--set", "data.scale=none"};
  EXPECT_NE(run(f, asked).out.find("last unions at heights      32.4 (to 1 group), 12.3 (2), 6.40 (3), 4.85 (4), 3.83 (5)\n"), std::string::npos) << run(f, asked).out;
  Words as_json = asked;
  as_json.push_back("--json");
  const json heights = json::parse(run(f, as_json).out)["heights"];
  ASSERT_EQ(heights.size(), 149u);
  EXPECT_NEAR(double(heights[148]), 32.447607, 1e-6);
}

TEST(Cluster, SaysWhichColumnOfASetIsNoFeature) {
  const Folder f;
  const json a = json::parse(run(f, {"cluster", "diabetes", "--json"}).out);
  EXPECT_EQ(a["columns"], 10);
  EXPECT_EQ(a["notes"], json::array({"'progression', the target of this set, is no feature"}));
}

TEST(Cluster, EveryWayHasAName) {
  const Folder f;
  for (const char* way : {"k_means", "kmeans", "mini_batch_k_means", "gaussian_mixture", "gmm", "agglomerative", "density", "dbscan"})
    EXPECT_EQ(run(f, {"cluster", "iris", "--method", way, "--quiet"}).code, 0) << way;
}

TEST(Cluster, APartOfTheRowsKeepsTheirNumbers) {
  const Folder f;
  f.write("t.csv", clouds(false));
  const Ended e = run(f, {"cluster", "t.csv", "--groups", "2", "--set", "data.rows=12", "--seed", "5", "-o", "g.csv"});
  ASSERT_EQ(e.code, 0) << e.err;
  EXPECT_NE(e.out.find("2 groups of 12 rows of t"), std::string::npos) << e.out;
  EXPECT_NE(e.out.find("note: 12 of 40 rows, drawn at random, were grouped\n"), std::string::npos);
  std::istringstream rows{f.read("g.csv")};
  std::string line;
  std::getline(rows, line);
  std::map<int, std::set<char>> of;   // groups by the parity of the row
  std::set<int> numbers;
  while (std::getline(rows, line)) {
    const int row = std::stoi(line);
    EXPECT_TRUE(row >= 1 && row <= 40 && numbers.insert(row).second);
    of[row % 2].insert(line[line.find(',') + 1]);
  }
  EXPECT_EQ(numbers.size(), 12u);
  EXPECT_GT(*numbers.rbegin(), 12);   // they are not the first ones
  EXPECT_EQ(of[0].size(), 1u);
  EXPECT_EQ(of[1].size(), 1u);
  const std::string other = "6";
  run(f, {"cluster", "t.csv", "--groups", "2", "--set", "data.rows=12", "--seed", other, "-o", "h.csv"});
  EXPECT_NE(f.read("g.csv"), f.read("h.csv"));
}

TEST(Cluster, KeptGroupsTakeOtherRows) {
  const Folder f;
  for (const char* way : {"k_means", "mini_batch_k_means"}) {
    const Ended e = run(f, {"cluster", "iris", "--method", way, "--set", "data.components=3", "--keep", "g.paribus", "-o", "g.csv"});
    ASSERT_EQ(e.code, 0) << e.err;
    EXPECT_NE(e.out.find("rule: g.paribus\n"), std::string::npos);
    ASSERT_EQ(run(f, {"predict", "g.paribus", "iris", "-o", "p.csv"}).code, 0);
    const auto groups = [&](const char* file) {
      std::istringstream rows{f.read(file)};
      std::string line, out;
      while (std::getline(rows, line)) out += line.substr(0, line.rfind(',')) + "\n";
      return out;
    };
    EXPECT_EQ(groups("g.csv"), groups("p.csv")) << way;
  }
  f.write("t.csv", clouds(false));
  ASSERT_EQ(run(f, {"cluster", "t.csv", "--groups", "2", "--keep", "t.paribus", "--quiet"}).code, 0);
  f.write("new.csv", "width,note,city,height\n49,a,Rome,130\n4,b,Oslo,10\n");
  const Ended e = run(f, {"predict", "t.paribus", "new.csv"});
  ASSERT_EQ(e.code, 0) << e.err;
  std::istringstream rows{e.out};
  std::string head, rome, oslo;
  rows >> head >> rome >> oslo;
  EXPECT_EQ(head, "row,group,distance");
  EXPECT_NE(rome.substr(2, 1), oslo.substr(2, 1));
  EXPECT_EQ(run(f, {"evaluate", "t.paribus", "new.csv"}).err,
            "paribus: t.paribus: the file holds groups, not a fitted model; `paribus predict` says the group of each row of a table\n");
  EXPECT_EQ(run(f, {"predict", "t.paribus", "new.csv", "--interval", "0.9"}).err, "paribus: t.paribus: groups have no interval; leave --interval out\n");
  f.write("strange.csv", "width,city,height\n49,Paris,130\n");
  EXPECT_NE(run(f, {"predict", "t.paribus", "strange.csv"}).err.find("strange.csv:2:4: "), std::string::npos);
}

// One file cannot be two, and none that is read may be lost.
TEST(Cluster, KeepsWhatItReads) {
  const Folder f;
  f.write("t.csv", clouds(false));
  ASSERT_EQ(run(f, {"cluster", "t.csv", "--groups", "2", "--keep", "g.paribus", "--quiet"}).code, 0);
  const auto refused = [&](Words words, const std::string& message) {
    const Ended e = run(f, words);
    EXPECT_EQ(e.code, 2);
    EXPECT_EQ(e.err, "paribus: " + message + "\n");
  };
  const std::string lost = "this is a file that is read, which would be lost; name another file";
  refused({"cluster", "t.csv", "-o", "t.csv"}, "--out t.csv: " + lost);
  refused({"cluster", "t.csv", "--keep", "./t.csv"}, "--keep ./t.csv: " + lost);
  refused({"cluster", "t.csv", "--keep", "x", "-o", "x"}, "--out x: this is the file of --keep, which would be lost; name another file");
  refused({"cluster", "t.csv", "--keep", "x", "-o", "./x"}, "--out ./x: this is the file of --keep, which would be lost; name another file");
  refused({"cluster", "t.csv", "--keep", "x", "-o", "none/x"}, "--out none/x: there is no folder 'none'; make it, or name another");
  refused({"predict", "g.paribus", "t.csv", "-o", "g.paribus"}, "--out g.paribus: " + lost);
  refused({"predict", "g.paribus", "t.csv", "-o", "t.csv"}, "--out t.csv: " + lost);
  refused({"fit", "t.csv", "-o", "t.csv"}, "--out t.csv: " + lost);
  refused({"cluster", "t.csv", "--page", "p", "-o", "p/page.html"}, "--out p/page.html: this is a file of --page, which would be lost; name another file");
  refused({"cluster", "t.csv", "--page", "p/", "-o", "p"}, "--out p: this is the folder of --page, which would be lost; name another file");
  refused({"fit", "t.csv", "-o", "x", "--rows", "x"}, "--rows x: this is the file of --out, which would be lost; name another file");
  EXPECT_EQ(f.read("t.csv"), clouds(false));
  EXPECT_EQ(f.files(), (std::set<std::string>{"g.paribus", "t.csv"}));
  EXPECT_EQ(run(f, {"cluster", "t.csv", "--keep", "/dev/null", "-o", "/dev/null"}).code, 0);
}

TEST(Cluster, APageShowsThem) {
  const Folder f;
  const Ended e = run(f, {"cluster", "iris", "--page", "p", "-o", "p/rows.csv"});
  ASSERT_EQ(e.code, 0) << e.err;
  EXPECT_EQ(f.read("p/rows.csv").substr(0, 10), "row,group,");
  EXPECT_EQ(run(f, {"cluster", "iris", "--page", "p/", "-o", "p/figures/groups.csv"}).err,
            "paribus: --out p/figures/groups.csv: this is among the figures of --page, which would be lost; name another file\n");
  EXPECT_NE(e.out.find("page: p/page.html\n"), std::string::npos);
  const std::string page = f.read("p/page.html");
  for (const char* said : {"Which rows of iris belong together?", "Silhouette 0.46: ", "a weak structure", "'petal_length' tells them apart best", "adjusted Rand index 0.62"})
    EXPECT_NE(page.find(said), std::string::npos) << said;
  // (NumPy: 1 - squares within the three groups / squares about the mean = 0.9213.)
  EXPECT_NE(page.find(": 92\u00a0% of its variance lies between the groups."), std::string::npos);
}

// What was filled in for a missing value is no value of the table: page and terminal say the same mean.
TEST(Cluster, APageLeavesOutWhatWasFilledIn) {
  const Folder f;
  f.write("gap.csv", clouds(true));   // every second width is 3, one of them is missing; the others are 50
  const Ended e = run(f, {"cluster", "gap.csv", "--groups", "2", "--set", "data.impute=mean", "--page", "p"});
  ASSERT_EQ(e.code, 0) << e.err;
  const std::string page = f.read("p/page.html");
  const auto row = page.find("[\"width\",\"100\u00a0%\",");   // 24.1 filled in would leave less than all of the variance
  ASSERT_NE(row, page.npos);
  const std::string cells = page.substr(row, 80);
  EXPECT_NE(cells.find("\"3.00 (3.00 to 3.00)\""), std::string::npos) << cells;
  EXPECT_NE(cells.find("\"50.0 (50.0 to 50.0)\""), std::string::npos) << cells;
  EXPECT_EQ(run(f, {"cluster", "none.csv", "--page", "q"}).code, 2);
  EXPECT_FALSE(f.has("q"));
}

TEST(Cluster, AnEmptyWordIsAWord) {
  const Folder f;
  f.write("t.jsonl", "{\"a\":1,\"w\":\"\"}\n{\"a\":2,\"w\":\"\"}\n{\"a\":9,\"w\":\"x\"}\n{\"a\":10,\"w\":\"y\"}\n");
  const Ended e = run(f, {"cluster", "t.jsonl", "--groups", "2"});
  EXPECT_EQ(e.code, 0) << e.err;
  EXPECT_NE(e.out.find("\"\" (100 %)"), std::string::npos) << e.out;
}

TEST(Cluster, ManyGroupsAreCutShort) {
  const Folder f;
  const Ended e = run(f, {"cluster", "iris", "--groups", "30"});
  EXPECT_NE(e.out.find("10 smaller groups: see --json\n"), std::string::npos) << e.out;
}

TEST(Cluster, WholeNumbersAreClassesIfToldSo) {
  const Folder f;
  std::string many = "a,b,code\n";
  for (int i = 0; i < 60; ++i) many += std::to_string(i % 30) + "," + std::to_string(2 * (i % 30)) + "," + std::to_string(100 + i % 30) + "\n";
  f.write("t.csv", many);
  const Ended e = run(f, {"cluster", "t.csv", "--groups", "30", "--classes", "code", "--json"});
  ASSERT_EQ(e.code, 0) << e.err;
  EXPECT_DOUBLE_EQ(json::parse(e.out)["scores"]["class_agreement"], 1);
}

TEST(Cluster, SaysWhatToMend) {
  const Folder f;
  f.write("t.csv", clouds(false)), f.write("gap.csv", clouds(true));
  const auto refused = [&](Words words, const std::string& message) {
    words.insert(words.begin(), "cluster");
    const auto before = f.files();
    const Ended e = run(f, words);
    EXPECT_EQ(e.code, 2);
    EXPECT_NE(e.err.find("paribus: " + message), std::string::npos) << e.err;
    EXPECT_EQ(f.files(), before);
  };
  refused({"t.csv", "--groups", "2.5"}, "--groups 2.5 is not a whole number; write for example --groups 3");
  refused({"t.csv", "--seed", "1.5"}, "--seed 1.5 is not a whole number; write for example --seed 3");
  refused({"t.csv", "--groups", "2", "--method", "agglomerative", "--keep", "k.paribus", "-o", "k.csv"},
          "the groups of agglomerative cannot be kept for other rows; leave --keep out, or choose k_means or mini_batch_k_means, where a row belongs to the nearest center, or gaussian_mixture, where it belongs to the likeliest part");
  refused({"t.csv", "--groups", "41"}, "k-means cannot make 41 groups of 40 rows");
  refused({"t.csv", "--groups", "2", "--set", "measure.cluster.groups=3"}, "--groups and --set measure.cluster.groups say the same thing; keep one of them");
  refused({"t.csv", "--groups", "2", "--method", "dbscan"}, "--groups 2: density finds the number of groups itself; leave --groups out, or choose k_means");
  refused({"t.csv", "--method", "k_meens"}, "--method k_meens: measure.cluster.method = \"k_meens\" is not one of its words; did you mean 'k_means'?");
  refused({"t.csv", "--set", "model.kind=mlp"}, "--set model.kind: model.kind says nothing about groups");
  f.write("half.csv", "a,b\n1,0.5\n2,1.5\n3,2\n4,7\n");
  refused({"half.csv", "--classes", "b"}, "half.csv: the column 'b' holds numbers, not classes; name a column of classes, or leave --classes out");
  refused({"t.csv", "--classes", "town"}, "t.csv: there is no column 'town'");
  refused({"gap.csv"}, "values are missing in 'width' (1); set data.impute to \"mean\" or \"most_frequent\", or remove these rows");
  refused({"t.csv", "--set", "data.ignore=[\"height\", \"city\", \"width\"]"}, "the data set 't' has no features");
}

}  // namespace
}  // namespace paribus
