#pragma once
// Work for several cores. Threads only schedule: what a task computes never depends on which thread ran it.

#include <cstddef>
#include <functional>

namespace paribus {

/// The cores this process may use (its affinity mask, so `taskset` and containers are honored).
unsigned available_cores();

/// Calls task(i) for i = 0 .. n-1, each once, in order of i as threads come free. The first exception stops
/// further tasks and is thrown again here after all running tasks have ended. `stop`, if given, is asked
/// before each task; true ends the loop early without an exception.
void parallel_for(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& task,
                  const std::function<bool()>& stop = {});

}  // namespace paribus
