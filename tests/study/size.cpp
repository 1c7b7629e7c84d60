// Absurd studies are refused at once, before they take memory or time.
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <functional>

#include "shared.hpp"

namespace paribus {
namespace {

std::string factor(const std::string& address, const std::string& levels) {
  return "factors.\"" + address + "\" = { from = 0.1, to = 0.9, levels = " + levels + " }\n";
}

const std::string range = "optimizer.learning_rate";
const std::string trillion = "data.source = \"iris\"\nreplicates.count = 1\n" + factor(range, "1000000") + factor("training.l2", "1000000");
const std::string beyond = "data.source = \"iris\"\nreplicates.count = 1\n" + factor(range, "1000000000000000") + factor("training.l2", "1000000000000000");

std::string refusal(const std::string& text) {
  try {
    study_from(text);
    return "accepted";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(Size, IsCountedAndRefusedWithAnEstimate) {
  EXPECT_EQ(refusal(trillion), "study.toml: this study asks for 1,000,000,000,000 runs, above the limit of 1,000,000 (at 100 runs a second: "
                               "2777777 h 46 min); take fewer levels or replicates, a random design (design.kind = \"random\"), or raise design.max_runs");
  const std::string more = refusal(beyond);
  EXPECT_NE(more.find("more than 10^19 runs"), std::string::npos) << more;
  EXPECT_NE(more.find(" h "), std::string::npos) << more;
  EXPECT_NE(refusal("replicates.count = 1000000\n" + factor(range, "2")).find("2,000,000 runs"), std::string::npos);
  EXPECT_EQ(refusal("replicates.count = 500000\n" + factor(range, "2")), "accepted");
}

TEST(Size, OfOtherDesignsIsRefusedToo) {
  const std::string one = "replicates.count = 1\ndesign.kind = \"one_at_a_time\"\n", random = "replicates.count = 1\ndesign.kind = \"random\"\n";
  EXPECT_NE(refusal(one + factor(range, "1000000000000")).find("is more than a factor can hold; write at most 1e+06"), std::string::npos);
  EXPECT_NE(refusal(random + factor(range, "1000000000000")).find("is more than a factor can hold"), std::string::npos);
  EXPECT_NE(refusal("replicates.count = 100000\ndesign.kind = \"one_at_a_time\"\n" + factor(range, "101")).find("10,100,000 runs"), std::string::npos);
  EXPECT_NE(refusal("replicates.count = 100000\ndesign.kind = \"random\"\ndesign.random.cells = 101\n" + factor(range, "7")).find("10,100,000 runs"), std::string::npos);
  EXPECT_NE(refusal("replicates.count = 1\ndesign.max_runs = 1000000000000\n" + factor(range, "1000000000000")).find("is more than a factor can hold"), std::string::npos);
}

/// Exit code of `work` in a process that may take `megabytes` more than this one.
int within(std::size_t megabytes, const std::function<bool()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    std::size_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    const rlim_t most = pages * 4096 + megabytes * (1 << 20);
    const rlimit limit{most, most};
    setrlimit(RLIMIT_AS, &limit);
    bool right = false;
    try {
      right = work();
    } catch (...) {
    }
    _exit(right ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Size, IsRefusedInASecondAnd64Megabytes) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the sanitizer's own memory exceeds the limit";
#endif
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(within(64, [] { return refusal(trillion).find(" runs, above the limit") != std::string::npos; }), 0);
  EXPECT_EQ(within(64, [] { return refusal(beyond).find(" runs, above the limit") != std::string::npos; }), 0);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), 1);
  // The limit bites: what really needs more than that fails.
  EXPECT_EQ(within(64, [] { return std::string(512 << 20, 'x').size() > 0; }), 1);
}

}  // namespace
}  // namespace paribus
