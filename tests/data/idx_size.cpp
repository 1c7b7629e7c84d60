// Memory of the IDX reader, in a process of its own with its address space capped.
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "idx_files.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using namespace tests;
constexpr std::size_t n = 20000, d = 150, table = n * (d + 1) * 8;

// The child's exit status if it may use `room` bytes more than it has: 0 read, 1 wrong, 2 no memory (an Error says so).
int load_within(const std::string& path, std::size_t room) {
  const pid_t child = fork();
  if (child == 0) {
    // Columns must come from fresh memory: use up what earlier tests gave back to the heap.
    mallopt(M_MMAP_THRESHOLD, 1 << 16);
    std::vector<std::unique_ptr<char[]>> used;
    for (std::size_t before = SIZE_MAX; mallinfo2().fordblks < before;) {
      before = mallinfo2().fordblks;
      used.push_back(std::make_unique_for_overwrite<char[]>(n * 8));
    }
    std::ifstream in("/proc/self/statm");
    std::size_t pages = 0;
    in >> pages;
    const rlim_t limit = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + room;
    const rlimit cap{limit, limit};
    setrlimit(RLIMIT_AS, &cap);
    try {
      const Dataset data = load(path);
      _exit(data.rows() == n && data.features() == d ? 0 : 1);
    } catch (const Error& e) {
      _exit(e.problem().starts_with("there is no memory for") ? 2 : 1);
    } catch (...) {
      _exit(1);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

// The table, the bytes of the file, and 2 MB.
TEST(IdxSize, TheTableAndTheBytes) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer reserves more than any cap";
#endif
  const Folder f("idx_size");
  const std::string images = idx_header(8, {n, d, 1}) + std::string(n * d, '\x07'), labels = idx(8, {n}, [] {
                      Vector y(n);
                      for (std::size_t i = 0; i < n; ++i) y[i] = static_cast<double>(i % 10);
                      return y;
                    }());
  const std::string plain = f.write("a-images-idx3-ubyte", images), packed = f.write("b-images-idx3-ubyte.gz", gzip(images));
  f.write("a-labels-idx1-ubyte", labels);
  f.write("b-labels-idx1-ubyte", labels);
  EXPECT_EQ(load_within(plain, table + images.size() + labels.size() + (2 << 20)), 0);
  EXPECT_EQ(load_within(packed, table + labels.size() + (2 << 20)), 0) << "the images are never unpacked as a whole";
  EXPECT_EQ(load_within(plain, table - (2 << 20)), 2) << "the cap does not bite, so the tests above show nothing";
}

}  // namespace
}  // namespace paribus
