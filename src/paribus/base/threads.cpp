#include "paribus/base/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#ifdef __linux__
#include <sched.h>
#endif

namespace paribus {

unsigned available_cores() {
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
#endif
  return std::max(1u, std::thread::hardware_concurrency());
}

void parallel_for(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& task,
                  const std::function<bool()>& stop) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr first;
  std::mutex mutex;
  const auto work = [&] {
    for (std::size_t i; !failed && !(stop && stop()) && (i = next++) < n;) {
      try {
        task(i);
      } catch (...) {
        const std::lock_guard lock{mutex};
        if (!first) first = std::current_exception();
        failed = true;
      }
    }
  };
  std::vector<std::jthread> others;
  const auto wanted = static_cast<unsigned>(std::min<std::size_t>(threads, n));
  for (unsigned t = 1; t < wanted; ++t) others.emplace_back(work);
  work();
  others.clear();  // joins
  if (first) std::rethrow_exception(first);
}

}  // namespace paribus
