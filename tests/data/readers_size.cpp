// Memory of the readers: at most four times the table, in a process of its own with its address space capped.
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cstdio>
#include <fstream>
#include <new>

#include "idx_files.hpp"
#include "paribus/base/random.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using tests::append;
constexpr std::size_t n = 20000, d = 25;

// The child's exit status if it may use `factor` tables more than it has: 0 read, 1 wrong, 2 no memory.
int read_within(const std::string& path, double factor) {
  const pid_t child = fork();
  if (child == 0) {
    malloc_trim(0);
    std::ifstream in("/proc/self/statm");
    std::size_t pages = 0;
    in >> pages;
    const auto limit = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + static_cast<std::size_t>(factor * n * d * 8);
    const rlimit cap{limit, limit};
    setrlimit(RLIMIT_AS, &cap);
    try {
      const Dataset data = load(path);
      _exit(data.rows() == n && data.columns.size() == d ? 0 : 1);
    } catch (const std::bad_alloc&) {
      _exit(2);
    } catch (const Error& e) {
      _exit(e.problem().starts_with("there is no memory for") ? 2 : 1);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

template <class Cell>
std::string rows(const std::string& begin, const std::string& between, const std::string& end, Cell cell) {
  std::string out;
  Stream stream({1, 0, "test"});
  for (std::size_t i = 0; i < n; ++i) {
    out += begin;
    for (std::size_t j = 0; j < d; ++j) {
      char number[32];
      std::snprintf(number, sizeof number, "%.6f", stream.uniform());
      out += (j ? between : "") + cell(j, number);
    }
    out += end;
  }
  return out;
}

// A data frame as R's `save` writes it, version 2: its one object is called t.
std::string data_frame() {
  std::string out = "RDX2\nX\n";
  const auto word = [&](const std::string& s) { append(out, 9, 4), append(out, s.size(), 4), out += s; };
  const auto symbol = [&](const std::string& s) { append(out, 1, 4), word(s); };
  append(out, 2, 4), append(out, 0x030500, 4), append(out, 0x020300, 4);
  append(out, 0x402, 4), symbol("t");
  append(out, 0x313, 4), append(out, d, 4);
  Stream stream({1, 0, "test"});
  for (std::size_t j = 0; j < d; ++j) {
    append(out, 14, 4), append(out, n, 4);
    for (std::size_t i = 0; i < n; ++i) append(out, std::bit_cast<std::uint64_t>(stream.uniform()), 8);
  }
  append(out, 0x402, 4), symbol("names"), append(out, 16, 4), append(out, d, 4);
  for (std::size_t j = 0; j < d; ++j) word("c" + std::to_string(j));
  append(out, 0x402, 4), symbol("class"), append(out, 16, 4), append(out, 1, 4), word("data.frame");
  append(out, 254, 4), append(out, 254, 4);
  return out;
}

std::string array() {
  const std::string header = "{'descr': '>f8', 'fortran_order': False, 'shape': (" + std::to_string(n) + ", " + std::to_string(d) + "), }";
  std::string out = "\x93NUMPY\x01";
  out += '\0', out += static_cast<char>(header.size()), out += '\0', out += header;
  Stream stream({1, 0, "test"});
  for (std::size_t i = 0; i < n * d; ++i) append(out, std::bit_cast<std::uint64_t>(stream.uniform()), 8);
  return out;
}

TEST(ReadersSize, FourTimesTheTable) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer reserves more than any cap";
#endif
  mallopt(M_MMAP_THRESHOLD, 1 << 16);  // what is freed goes back to the system, so that the child cannot live on it
  const tests::Folder f("readers_size");
  std::string head = "@relation r\n";
  for (std::size_t j = 0; j < d; ++j) head += "@attribute c" + std::to_string(j) + " numeric\n";
  const std::string csv = rows("", ",", "\n", [](std::size_t, const char* x) { return std::string(x); });
  const std::string files[] = {
      f.write("t.arff", head + "@data\n" + csv),
      f.write("t.csv.gz", tests::gzip(csv)),
      f.write("t.libsvm", rows("", " ", "\n", [](std::size_t j, const char* x) { return (j ? std::to_string(j) + ":" : "") + x; })),
      f.write("t.jsonl", rows("{", ",", "}\n", [](std::size_t j, const char* x) { return "\"c" + std::to_string(j) + "\":" + x; })),
      f.write("t.npy", array()),
      f.write("t.rda", data_frame()),
      f.write("p.rda", tests::gzip(data_frame())),
  };
  for (const auto& file : files) {
    EXPECT_EQ(read_within(file, 4), 0) << file;
    EXPECT_EQ(read_within(file, 0.9), 2) << file << ": the cap does not bite, so the test above shows nothing";
  }
}

}  // namespace
}  // namespace paribus
