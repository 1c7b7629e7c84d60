// Every command does what it says on good input.
#include <nlohmann/json.hpp>

#include "app/plates.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/subject.hpp"
#include "program.hpp"

namespace paribus {
namespace {

using nlohmann::json;

/// Rows of cells; a quoted cell may hold commas.
std::vector<Words> table(const std::string& csv) {
  std::vector<Words> rows;
  std::istringstream in{csv};
  for (std::string line; std::getline(in, line);) {
    rows.push_back({""});
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) rows.back().emplace_back();
      else rows.back().back() += c;
    }
  }
  return rows;
}

TEST(Commands, RunReportStatusAndExportAgree) {
  const Folder f;
  f.write("study.toml", study());
  EXPECT_EQ(run(f, {"check", "study.toml"}).out.find("study.toml: 144 training runs, 32 searches for the breaking point (18 cells x 8 replicates)\n"), 0u);
  EXPECT_EQ(run(f, {"run", "study.toml", "--dry-run"}).code, 0);
  EXPECT_EQ(f.files(), std::set<std::string>{"study.toml"});
  const Ended first = run(f, {"run", "study.toml"});
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("page: results/study/page.html\n"), std::string::npos);
  for (const char* name : {"page.html", "runs.csv", "runs.db", "study.toml"}) EXPECT_TRUE(f.has(std::string("results/study/") + name)) << name;
  EXPECT_EQ(f.read("results/study/study.toml"), study());

  const json state = json::parse(run(f, {"status", "study.toml", "--json"}).out);
  EXPECT_EQ(state["planned"], state["finished"]);
  EXPECT_EQ(state["failed"], 0);
  EXPECT_NE(run(f, {"status", "study.toml"}).out.find("complete\n"), std::string::npos);

  const std::string runs = f.read("results/study/runs.csv");
  fs::remove(f.path() / "results/study/page.html");
  const Ended again = run(f, {"report", "study.toml", "--json"});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(json::parse(again.out)["title"], "Does the optimizer matter?");
  EXPECT_TRUE(f.has("results/study/page.html"));

  const Ended csv = run(f, {"export", "study.toml"}), lines = run(f, {"export", "study.toml", "--format", "jsonl"});
  EXPECT_EQ(csv.out, runs);
  const auto rows = table(csv.out);
  const std::size_t grid = 18 * 8, breaks = 4 * 8;
  ASSERT_GT(rows.size(), grid + breaks + 1);  // and the openings of the test part
  for (const auto& r : rows) ASSERT_EQ(r.size(), rows[0].size());
  std::size_t parsed = 0;
  std::istringstream in{lines.out};
  for (std::string line; std::getline(in, line); ++parsed) EXPECT_TRUE(json::parse(line).is_object());
  EXPECT_EQ(parsed, rows.size() - 1);
  EXPECT_EQ(run(f, {"export", "study.toml", "--to", "all.csv"}).code, 0);
  EXPECT_EQ(f.read("all.csv"), runs);
}

TEST(Commands, QuietIsQuiet) {
  const Folder f;
  f.write("study.toml", study());
  const Ended e = run(f, {"run", "study.toml", "--quiet"});
  EXPECT_EQ(e.code, 0);
  EXPECT_EQ(e.out + e.err, "");
}

TEST(Commands, JudgeSpeaksOfResultsThatAnotherToolMade) {
  const Folder f;
  std::string csv = "optimizer,seed,accuracy\n";
  for (int seed = 0; seed < 10; ++seed) {
    csv += "sgd," + std::to_string(seed) + ",0.9" + std::to_string(seed % 3) + "\n";
    csv += "adam," + std::to_string(seed) + ",0.8" + std::to_string(seed % 4) + "\n";
  }
  f.write("results.csv", csv);
  const Words words{"judge", "results.csv", "--treatment", "optimizer", "--score", "accuracy", "--block", "seed"};
  const Ended e = run(f, words);
  ASSERT_EQ(e.code, 0) << e.err;
  EXPECT_NE(e.out.find("adam instead of sgd"), std::string::npos) << e.out;
  EXPECT_NE(e.out.find("matters"), std::string::npos) << e.out;
  EXPECT_NE(e.out.find("0.002"), std::string::npos) << e.out;  // 2 / 2^10: all signs agree
  EXPECT_TRUE(f.has("results/judge_results/page.html"));
}

TEST(Commands, TryAnswersOnTheUsersOwnTable) {
  const Folder f;
  std::string csv = "area,rooms,town,price\n";
  for (int i = 0; i < 120; ++i) {
    const int area = 40 + i * 53 % 97, rooms = 1 + i * 31 % 5, town = i * 17 % 3;
    csv += (i % 11 ? std::to_string(area) : "") + "," + std::to_string(rooms) + "," + (i % 13 ? std::string(1, static_cast<char>('a' + town)) : "") + "," +
           std::to_string(2 * area + 10 * rooms + 25 * town + i * 7 % 5) + ".5\n";
  }
  f.write("houses.csv", csv);
  const Ended e = run(f, {"try", "houses.csv", "--target", "price"});
  ASSERT_EQ(e.code, 0) << e.err;
  EXPECT_NE(e.out.find("page: results/try_houses/page.html"), std::string::npos);
  EXPECT_NE(f.read("results/try_houses/page.html").find("Which model predicts price best?"), std::string::npos);
  // The baseline cannot explain anything; a sum of the features can. The study that was written repeats it.
  const json answer = json::parse(run(f, {"run", "results/try_houses/study.toml", "--out", "results/try_houses", "--json"}).out);
  EXPECT_NE(answer.dump().find("0 computed, "), std::string::npos);
  EXPECT_NE(e.out.find("matters"), std::string::npos) << e.out;
}

TEST(Commands, NewWritesAStudyThatCanBeRun) {
  const Folder f;
  const Ended e = run(f, {"new", "iris", "--target", "species"});
  ASSERT_EQ(e.code, 0) << e.err;
  EXPECT_EQ(run(f, {"check", "iris.toml"}).code, 0);
  EXPECT_EQ(run(f, {"new", "iris", "--to", "other.toml"}).code, 0);
}

TEST(Commands, DescribeListVersionAndHelp) {
  const Folder f;
  EXPECT_NE(run(f, {"data", "describe", "iris"}).out.find("species"), std::string::npos);
  EXPECT_NE(run(f, {"list"}).out.find("gradient_descent"), std::string::npos);
  EXPECT_NE(run(f, {"list", "datasets"}).out.find("breast_cancer"), std::string::npos);
  for (const auto& shelf : shelves()) {
    const Ended e = run(f, {"list", shelf.name});
    EXPECT_EQ(e.code, 0) << shelf.name;
    for (const auto* p : shelf.plates) EXPECT_NE(e.out.find(p->name), std::string::npos) << p->name;
  }
  EXPECT_EQ(run(f, {"--version"}).out.find("paribus "), 0u);
  EXPECT_EQ(run(f, {"--help"}).code, 0);
  EXPECT_EQ(run(f, {"run", "--help"}).code, 0);
  EXPECT_EQ(run(f, {}).code, 2);
  EXPECT_TRUE(f.files().empty());
}

TEST(Commands, SchemaHoldsEveryAddress) {
  const Folder f;
  const json schema = json::parse(run(f, {"schema"}).out);
  for (const auto& a : manual()) {
    const json* at = &schema;
    std::istringstream path{a.address};
    for (std::string step; std::getline(path, step, '.');) {
      ASSERT_TRUE(at->contains("properties") && (*at)["properties"].contains(step)) << a.address;
      at = &(*at)["properties"][step];
    }
    EXPECT_TRUE(at->contains("description")) << a.address;
    EXPECT_EQ(schema["properties"]["factors"]["properties"].contains(a.address), may_be_factor(a.address)) << a.address;
  }
  EXPECT_EQ(schema["additionalProperties"], false);
}

TEST(Commands, ExplainKnowsEveryPartQuantityAndAddress) {
  const Folder f;
  Words names;
  for (const auto& a : manual()) names.push_back(a.address);
  for (const auto& shelf : shelves())
    for (const auto* p : shelf.plates) names.emplace_back(p->name);
  std::ranges::copy(quantity_names(), std::back_inserter(names));
  EXPECT_GT(names.size(), 80u);
  for (const auto& name : names) {
    const Ended e = run(f, {"explain", name});
    EXPECT_EQ(e.code, 0) << name << ": " << e.err;
    EXPECT_NE(("\n" + e.out).find("\n" + name), std::string::npos) << e.out;
  }
}

TEST(Commands, ExplainFindsASettingByItsLastWord) {
  const Folder f;
  EXPECT_EQ(run(f, {"explain", "batch_size"}).code, 0);
  EXPECT_EQ(run(f, {"explain", "batch_size"}).out, run(f, {"explain", "training.batch_size"}).out);
  EXPECT_NE(run(f, {"explain", "beta"}).err.find("'beta' is a setting of several parts; name one: optimizer.momentum.beta"), std::string::npos);
}

TEST(Commands, ExplainGivesLevelsToStudy) {
  const Folder f;
  EXPECT_NE(run(f, {"explain", "data.components"}).out.find("  [factors]\n  \"data.components\" = [1, 2, 3]\n"), std::string::npos);
}

}  // namespace
}  // namespace paribus
