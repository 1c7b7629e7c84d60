#include "paribus/evidence/tabled.hpp"

#include <cmath>
#include <fstream>

#include "paribus/base/text.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TableQuestion question() {
  TableQuestion q;
  q.treatment = "optimizer";
  q.score = "accuracy";
  q.blocks = {"seed"};
  q.family.margin = 0.005;
  return q;
}

Results read(const std::string& table, const TableQuestion& q) { return results_from_table(Source{"results.csv", table}, q); }
std::string refused(const std::string& table, const TableQuestion& q) {
  return message([&] { judge_results(read(table, q), q); });
}

/// seeds 0 .. n-1 of adam, sgd and, if asked, momentum; adam is better by about 0.02.
std::string table(int n, bool third = false) {
  std::string out = "seed,optimizer,accuracy,seconds\n";
  for (int i = 0; i < n; ++i) {
    const double base = 0.9 + 0.01 * ((7 * i) % 5);
    out += std::to_string(i) + ",sgd," + shortest(base) + ",1\n";
    out += std::to_string(i) + ",adam," + shortest(base + 0.02 + 0.001 * (i % 3)) + ",2\n";
    if (third) out += std::to_string(i) + ",momentum," + shortest(base + 0.0001 * (i % 2 ? 1 : -1)) + ",2\n";
  }
  return out;
}

TEST(Tabled, judges_the_results_of_others) {
  const Judgement j = judge_results(read(table(10, true), question()), question());
  EXPECT_EQ(j.reference, "sgd");
  EXPECT_EQ(j.treatments, (std::vector<std::string>{"adam", "momentum"}));
  EXPECT_EQ(j.blocks, 10U);
  EXPECT_EQ(j.verdicts[0].finding, Finding::matters);
  EXPECT_NEAR(j.verdicts[0].effect, 0.0209, 1e-12);
  EXPECT_NEAR(j.verdicts[0].p, 2.0 / 512, 1e-15);  // momentum's even differences reach their maximum under one pattern too
  EXPECT_EQ(j.verdicts[1].finding, Finding::does_not_matter);
  EXPECT_EQ(j.verdicts[0].population, "blocks like these (seed)");
}

TEST(Tabled, the_reference_can_be_chosen) {
  TableQuestion q = question();
  q.reference = "adam";
  EXPECT_NEAR(judge_results(read(table(10), q), q).verdicts[0].effect, -0.0209, 1e-12);
  q.reference = "adm";
  EXPECT_TRUE(holds(refused(table(10), q), "did you mean 'adam'?")) << refused(table(10), q);
}

TEST(Tabled, blocks_of_several_columns_and_words_that_look_like_numbers) {
  TableQuestion q = question();
  q.treatment = "depth";
  q.blocks = {"seed", "dataset"};
  std::string t = "depth;dataset;seed;accuracy\n";
  for (const char* set : {"iris", "\"wine; red\""})
    for (int seed = 0; seed < 3; ++seed)
      for (const char* depth : {"1", "02"}) t += std::string(depth) + ";" + set + ";" + std::to_string(seed) + ";0." + std::to_string(7 + seed % 2) + "\n";
  const Results r = read(t, q);
  ASSERT_EQ(r.size(), 12U);
  EXPECT_EQ(r[6].block, "seed=0, dataset=wine; red");
  EXPECT_EQ(r[1].levels.at("depth").plain(), "02");
  EXPECT_EQ(judge_results(r, q).blocks, 6U);
}

TEST(Tabled, diverged_runs_are_kept) {
  TableQuestion q = question();
  q.score = "loss";
  q.higher_is_better = false;
  std::string t = "optimizer,seed,loss\n";
  for (int i = 0; i < 10; ++i) t += "sgd," + std::to_string(i) + ",1." + std::to_string(i) + "\n";
  for (int i = 0; i < 10; ++i) t += "adam," + std::to_string(i) + "," + (i == 3 ? "" : i == 7 ? "inf" : "2." + std::to_string(i)) + "\n";
  const Results r = read(t, q);
  EXPECT_EQ(r[13].outcome, Outcome::diverged);
  const Judgement j = judge_results(r, q);
  EXPECT_EQ(j.diverged, 2U);
  EXPECT_EQ(j.verdicts[0].finding, Finding::matters);
  EXPECT_GT(j.verdicts[0].low, 0.99);
  EXPECT_TRUE(holds(j.verdicts[0].assumption, "rank last"));
}

// A model without chance, measured with ten seeds: one run, written ten times.
TEST(Tabled, copies_are_no_replicates) {
  const auto judged = [](double last) {
    std::string rows = "seed,optimizer,accuracy\n";
    for (int i = 0; i < 10; ++i) rows += std::to_string(i) + ",ridge,0.8\n" + std::to_string(i) + ",mean," + shortest(i == 9 ? last : 0.5) + "\n";
    return judge_results(read(rows, question()), question()).verdicts.at(0);
  };
  const Verdict copies = judged(0.5), runs = judged(0.51);
  EXPECT_EQ(copies.finding, Finding::cannot_tell);
  EXPECT_NEAR(copies.effect, -0.3, 1e-15);
  EXPECT_EQ(copies.p, 1);
  EXPECT_NE(copies.assumption.find("copies of one run"), std::string::npos);
  EXPECT_EQ(runs.finding, Finding::matters);
}

TEST(Tabled, says_where_a_table_is_wrong) {
  const TableQuestion q = question();
  EXPECT_TRUE(holds(refused("optimizer,seed,accuracy\nsgd,1,0.5\nadam,1,high\n", q), "results.csv:3:8"))
      << refused("optimizer,seed,accuracy\nsgd,1,0.5\nadam,1,high\n", q);
  EXPECT_TRUE(holds(refused("optimizer;seed;accuracy\nsgd;1;0,5\n", q), "decimals with a point"));
  const std::string twice = refused(table(6) + "2,adam,0.5,1\n", q);
  EXPECT_TRUE(holds(twice, "'adam' already has a score in block seed=2, on line 7")) << twice;
  EXPECT_TRUE(holds(twice, "results.csv:14")) << twice;
  EXPECT_TRUE(holds(refused("optimiser,seed,accuracy\nsgd,1,0.5\n", q), "did you mean 'optimiser'?"));
  EXPECT_TRUE(holds(refused("optimizer,seed,accuracy\n,1,0.5\n", q), "'optimizer' is empty"));
  EXPECT_TRUE(holds(refused("optimizer,seed,accuracy\nsgd,1,0.5\nsgd,2,0.5\n", q), "one level, 'sgd'"));
}

TEST(Tabled, missing_pairs_are_named) {
  const std::string m = refused(table(8) + "8,adam,0.5,1\n9,sgd,0.5,1\n", question());
  EXPECT_TRUE(holds(m, "no score of 'sgd' in block seed=8 and 'adam' in block seed=9")) << m;
  std::string many = table(2);
  for (int i = 10; i < 20; ++i) many += std::to_string(i) + ",sgd,0.5,1\n";
  EXPECT_TRUE(holds(refused(many, question()), "and of 5 more")) << refused(many, question());
}

TEST(Tabled, too_few_blocks_are_refused_with_the_number_needed) {
  EXPECT_TRUE(holds(refused(table(4), question()), "at least 6 blocks")) << refused(table(4), question());
}

TEST(Tabled, without_blocks_nothing_is_paired) {
  TableQuestion q = question();
  q.blocks.clear();
  EXPECT_TRUE(holds(refused(table(6), q), "nothing is paired"));
}

TEST(Tabled, reads_a_file) {
  const std::string path = testing::TempDir() + "paribus_results.csv";
  std::ofstream(path) << table(6);
  EXPECT_EQ(results_from_table(path, question()).size(), 12U);
}

}  // namespace
}  // namespace paribus
