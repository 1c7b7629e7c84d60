// A study's results have the same bits for any number of threads and on any processor.
#include "paribus/study/conduct.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <set>

#include "paribus/base/hash.hpp"
#include "paribus/math/kernel.hpp"
#include "paribus/study/companions.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const std::string study = R"(data.source = "iris"
model.mlp.hidden_layer_sizes = [7]
training.full_batch.steps = 40
training.mini_batch.steps = 60
threshold.definitions = ["bounded", "descending"]
threshold.steps = 30
answer.also = ["log_loss", "brier", "f1_macro"]
answer.theory = ["stability_limit"]
replicates.count = 2
replicates.vary = ["start", "batches", "split"]
[factors]
"model.kind" = ["linear_regression", "logistic_regression", "mlp"]
"optimizer.kind" = ["nesterov", "adam"]
"optimizer.learning_rate" = [0.01, 0.1, 30]
"training.batch_size" = ["all", 16]
)";

void add(Hasher& h, const Result& r) {
  h.add(r.subject);
  h.add(r.block);
  h.add(word(r.outcome));
  for (const auto& [address, level] : r.levels) h.add(address), h.add(level.text());
  for (const auto& [name, x] : r.scores) h.add(name), h.add(x);
  for (const auto& [name, x] : r.facts) h.add(name), h.add(View{x});
  for (const auto& [name, w] : r.words) h.add(name), h.add(w);
  for (const auto& c : r.curves) h.add(c.name), h.add(View{c.at}), h.add(View{c.values});
}

std::vector<const Run*> pointers(const std::vector<Run>& runs) {
  std::vector<const Run*> out;
  for (const auto& r : runs) out.push_back(&r);
  return out;
}

/// Over all results in the order of their keys.
std::string content(unsigned threads) {
  const Study s = study_from(study);
  Preparations shared{s};
  const auto runs = unfold(s, shared);
  const auto list = pointers(runs);
  std::map<std::string, Result> done;
  conduct(s, shared, list, threads, [&](std::span<const Done> batch) {
    for (const auto& d : batch) EXPECT_TRUE(done.emplace(d.run->key, d.result).second);
  });
  EXPECT_EQ(done.size(), 3 * 2 * 3 * 2 * 2 + 3 * 2 * 2u);
  Hasher h;
  std::set<std::string> outcomes;
  for (const auto& [key, r] : done) {
    h.add(key);
    add(h, r);
    outcomes.insert(std::string(word(r.outcome)));
  }
  EXPECT_TRUE(outcomes.contains("diverged"));  // else the study would say nothing of broken runs
  return h.done().hex();
}

TEST(Conduct, GivesTheSameBitsForAnyNumberOfThreads) {
  const std::string one = content(1);
  EXPECT_EQ(content(2), one);
  EXPECT_EQ(content(4), one);
}

/// The hash as another process computes it, its kernels forced to that instruction set; empty if it cannot.
std::string elsewhere(const char* target) {
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
  const pid_t child = fork();
  if (child == 0) {
    setenv("PARIBUS_TARGET", target, 1);
    dup2(ends[1], 1);
    close(ends[0]);
    execl("/proc/self/exe", "test_study", "--gtest_filter=Conduct.ContentOfThisProcess", nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::string out;
  char buffer[4096];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<std::size_t>(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  const auto at = out.find("content=");
  return at == out.npos ? "" : out.substr(at);
}

/// What `elsewhere` runs: target and hash on one line.
TEST(Conduct, ContentOfThisProcess) { printf("\ncontent=%s target=%s\n", content(2).c_str(), std::string(kernel::word(kernel::target())).c_str()); }

TEST(Conduct, GivesTheSameBitsForAnyInstructionSet) {
  const std::string narrow = elsewhere("avx2"), wide = elsewhere("avx512");
  ASSERT_NE(narrow.find("target=avx2"), std::string::npos) << narrow;
  EXPECT_EQ(narrow.substr(0, 72), "content=" + content(1));
  if (wide.find("target=avx512") == wide.npos) GTEST_SKIP() << "this processor has no AVX-512: compared AVX2 with the default only";
  EXPECT_EQ(wide.substr(0, 72), narrow.substr(0, 72));
}

TEST(Conduct, StopsBetweenRunsAndKeepsWhatIsDone) {
  const Study s = study_from(small_study);
  Preparations shared{s};
  const auto runs = unfold(s, shared);
  const auto list = pointers(runs);
  std::size_t kept = 0, asked = 0;
  conduct(s, shared, list, 1, [&](std::span<const Done> batch) { kept += batch.size(); }, [&] { return ++asked > 3; });
  std::vector<const paribus::Run*> order = list;  // breaking points first
  std::stable_partition(order.begin(), order.end(), [](const paribus::Run* r) { return r->subject == "threshold"; });
  const auto groups = companions(order, 1);
  EXPECT_EQ(kept, groups[0].size() + groups[1].size() + groups[2].size());
  kept = 0;
  EXPECT_THROW(conduct(s, shared, list, 2, [&](std::span<const Done>) { throw Error("disk full"); }), Error);
}

}  // namespace
}  // namespace paribus
