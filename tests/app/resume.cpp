// A study that is stopped, by whatever, goes on where it was and ends with the same bits.
#include <chrono>
#include <random>

#include "program.hpp"

namespace paribus {
namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// Waits until the study in that folder has finished at least `least` runs; false after 20 s.
bool reached(const Folder& f, int least) {
  for (const double end = now() + 20; now() < end; rest(0.02))
    if (f.has("results/study/runs.db"))
      if (const std::string n = status(f, "finished"); !n.empty() && std::stoi(n) >= least) return true;
  return false;
}

TEST(Resume, ComputesNothingTwice) {
  const Folder f;
  f.write("study.toml", study());
  ASSERT_EQ(run(f, {"run", "study.toml"}).code, 0);
  const std::string content = status(f, "content"), runs = f.read("results/study/runs.csv");
  const Ended again = run(f, {"run", "study.toml", "--json"});
  EXPECT_EQ(again.code, 0);
  EXPECT_NE(again.out.find("0 computed, "), std::string::npos) << again.out.substr(0, 400);
  EXPECT_EQ(status(f, "content"), content);
  EXPECT_EQ(f.read("results/study/runs.csv"), runs);
  EXPECT_EQ(status(f, "planned"), status(f, "finished"));
}

// One folder, two studies: each has the hash of its own results, and the second says whose page it replaces.
TEST(Resume, TellsStudiesOfOneStoreApart) {
  const Folder f;
  f.write("study.toml", study());
  fs::create_directory(f.path() / "other");
  f.write("other/study.toml", study("30"));
  ASSERT_EQ(run(f, {"run", "study.toml"}).code, 0);
  const std::string content = status(f, "content"), planned = status(f, "planned");
  const Ended second = run(f, {"run", "other/study.toml"});
  ASSERT_EQ(second.code, 0);
  EXPECT_NE(second.err.find("note: results/study held the page of another study file (../../study.toml, seen from there)"), std::string::npos) << second.err;
  EXPECT_EQ(status(f, "content"), content);
  EXPECT_EQ(status(f, "planned"), planned);
  EXPECT_EQ(run(f, {"run", "other/study.toml"}).err.find("note:"), std::string::npos);
}

/// Kills the study at random instants, resuming each time, until it has been killed often enough and is complete.
void survive(const std::string& threads, int kills) {
  const std::string text = study("2500");
  std::string expected;
  double whole;
  {
    const Folder f;
    f.write("study.toml", text);
    const double begun = now();
    ASSERT_EQ(run(f, {"run", "study.toml", "--quiet", "--threads", threads}).code, 0);
    whole = now() - begun;
    expected = status(f, "content");
    ASSERT_EQ(status(f, "planned"), status(f, "finished"));
    ASSERT_EQ(expected.size(), 66u);
  }
  std::mt19937 chance(std::stoul(threads));
  std::uniform_real_distribution<double> instant(0, whole / 4);
  int killed = 0, within = 0, completed = 0;
  auto f = std::make_unique<Folder>();
  f->write("study.toml", text);
  // On a busy machine many kills come too early or too late to tell anything: as many more are made.
  while (within <= kills / 2 || completed == 0) {
    ASSERT_LT(killed, 20 * kills) << "no kill meets a run half done";
    Started p{*f, {"run", "study.toml", "--quiet", "--threads", threads}};
    if (within <= kills / 2) {
      rest(instant(chance));
      p.send(SIGKILL);
    }
    const int code = p.end();
    if (code == -SIGKILL) {
      ++killed;
      if (!f->has("results/study/runs.db")) continue;
      const Ended told = run(*f, {"status", "study.toml", "--json"});
      if (told.err.find("there are no results at") != std::string::npos) continue;   // killed before the store had a table
      ASSERT_EQ(told.code, 0) << told.err;
      const std::string finished = field(told.out, "finished");
      ASSERT_FALSE(finished.empty());
      within += finished != "0" && status(*f, "content") != expected;
      continue;
    }
    ASSERT_EQ(code, 0) << p.err();
    EXPECT_EQ(status(*f, "content"), expected);
    EXPECT_EQ(status(*f, "planned"), status(*f, "finished"));
    ++completed;
    f = std::make_unique<Folder>();
    f->write("study.toml", text);
  }
  std::printf("killed %d times, %d of them between the first and the last acknowledged run; completed %d times with the same content\n", killed, within, completed);
}

TEST(Resume, AfterKillsOnOneThread) { survive("1", 20); }
TEST(Resume, AfterKillsOnTwoThreads) { survive("2", 20); }

TEST(Resume, AfterAPoliteStop) {
  const Folder whole, f;
  for (const auto* w : {&whole, &f}) w->write("study.toml", study("4000"));
  ASSERT_EQ(run(whole, {"run", "study.toml", "--quiet"}).code, 0);
  for (const int signal : {SIGTERM, SIGINT}) {
    Started p{f, {"run", "study.toml", "--threads", "1"}};
    ASSERT_TRUE(reached(f, signal == SIGTERM ? 1 : std::stoi(status(f, "finished")) + 1));
    p.send(signal);
    EXPECT_EQ(p.end(), 3) << p.err();
    EXPECT_NE(p.err().find("stopped; everything finished is kept in results/study/runs.db"), std::string::npos) << p.err();
    EXPECT_NE(status(f, "finished"), status(f, "planned"));
  }
  EXPECT_FALSE(f.has("results/study/page.html"));
  ASSERT_EQ(run(f, {"run", "study.toml", "--quiet"}).code, 0);
  EXPECT_EQ(status(f, "content"), status(whole, "content"));
}

TEST(Resume, AfterTheBudgetIsSpent) {
  const Folder f;
  f.write("study.toml", study("4000"));
  const Ended short_one = run(f, {"run", "study.toml", "--budget", "0.1s", "--threads", "1"});
  EXPECT_EQ(short_one.code, 3) << short_one.err;
  EXPECT_NE(status(f, "finished"), "0");
  EXPECT_NE(status(f, "finished"), status(f, "planned"));
  const Ended report = run(f, {"report", "study.toml"});
  EXPECT_EQ(report.code, 2);
  EXPECT_NE(report.err.find("runs are missing; run `paribus run study.toml`, which resumes by itself"), std::string::npos) << report.err;
  EXPECT_EQ(run(f, {"run", "study.toml", "--budget", "10m", "--quiet"}).code, 0);
  EXPECT_EQ(status(f, "finished"), status(f, "planned"));
}

TEST(Resume, TwoAtOnceAreKeptApart) {
  const Folder f;
  f.write("study.toml", study("20000"));
  Started first{f, {"run", "study.toml", "--quiet", "--threads", "1"}};
  ASSERT_TRUE(reached(f, 1));
  const Ended second = run(f, {"run", "study.toml"});
  EXPECT_EQ(second.code, 2);
  EXPECT_NE(second.err.find(std::to_string(first.id())), std::string::npos) << second.err;
  EXPECT_NE(second.err.find("runs.db"), std::string::npos) << second.err;
  EXPECT_TRUE(first.running());  // and goes on undisturbed
  EXPECT_EQ(run(f, {"status", "study.toml"}).code, 0);
}

TEST(Resume, MoreReplicatesExtendTheStudyAndThePageSaysSo) {
  const Folder f;
  f.write("study.toml", study());
  ASSERT_EQ(run(f, {"run", "study.toml", "--quiet"}).code, 0);
  const std::string before = status(f, "finished");
  ASSERT_EQ(f.read("results/study/page.html").find("plan changed on"), std::string::npos);
  const Ended more = run(f, {"run", "study.toml", "--replicates", "+2", "--json"});
  ASSERT_EQ(more.code, 0) << more.err;
  EXPECT_EQ(std::stoi(status(f, "finished", {"--set", "replicates.count=10"})) * 8, std::stoi(before) * 10);
  EXPECT_NE(more.out.find("plan changed on"), std::string::npos);
  EXPECT_NE(more.out.find("results were seen"), std::string::npos);
  EXPECT_NE(f.read("results/study/page.html").find("plan changed on"), std::string::npos);
}

}  // namespace
}  // namespace paribus
