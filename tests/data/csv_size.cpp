// Memory and speed on large files, each in a process of its own with its address space capped.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tables.hpp"

namespace paribus {
namespace {

std::size_t address_space() {  // of this process, in bytes
  std::ifstream in("/proc/self/statm");
  std::size_t pages = 0;
  in >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Writes `bytes` of numbers with six digits, reads them in a child that may use no more than `factor` times the
// table of numbers beyond what it has, and returns the child's exit status: 0 read, 1 wrong, 2 out of memory.
int read_within(std::size_t bytes, double factor, double& seconds, double& table) {
  const std::string path = (std::filesystem::temp_directory_path() / ("paribus_size_" + std::to_string(getpid()) + ".csv")).string();
  constexpr std::size_t d = 20;
  std::size_t rows = 0;
  {
    std::string text;
    for (std::size_t j = 0; j < d; ++j) text += (j ? ",c" : "c") + std::to_string(j);
    text += '\n';
    Stream stream({1, 0, "test"});
    char number[32];
    for (; text.size() < bytes; ++rows)
      for (std::size_t j = 0; j < d; ++j) {
        std::snprintf(number, sizeof number, "%.6f%c", stream.uniform(), j + 1 < d ? ',' : '\n');
        text += number;
      }
    std::ofstream(path, std::ios::binary) << text;
  }
  table = static_cast<double>(rows * d * 8);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const auto limit = address_space() + static_cast<rlim_t>(factor * table);
    const rlimit cap{limit, limit};
    setrlimit(RLIMIT_AS, &cap);
    try {
      const Dataset data = load(path);
      _exit(data.rows() == rows && data.columns.size() == d ? 0 : 1);
    } catch (const std::bad_alloc&) {
      _exit(2);
    } catch (...) {
      _exit(1);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::filesystem::remove(path);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

void expect_modest(std::size_t bytes) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer reserves more than any cap";
#endif
  double seconds, table;
  EXPECT_EQ(read_within(bytes, 4, seconds, table), 0);
  std::printf("%.0f MB in %.2f s: %.0f MB/s\n", static_cast<double>(bytes) / 1e6, seconds, static_cast<double>(bytes) / 1e6 / seconds);
  EXPECT_EQ(read_within(bytes, 1.9, seconds, table), 2) << "the cap does not bite, so the test above shows nothing";
}

TEST(CsvSize, TenMegabytes) { expect_modest(10'000'000); }
TEST(SlowCsvSize, HundredMegabytes) { expect_modest(100'000'000); }

}  // namespace
}  // namespace paribus
