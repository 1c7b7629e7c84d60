#pragma once
// One writer per store. The kernel ends the hold when its process ends, however it ends, so there are no
// stale locks to wait for.

#include <string>

namespace paribus {

class Lock {
 public:
  /// Holds `path` (created if missing) or throws Error naming the process that does; never waits.
  /// `store` is the name for that sentence.
  Lock(const std::string& path, const std::string& store);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  std::string path_;
  int file_ = -1;
};

/// Creates a folder and those above it, each on disk when it returns. Throws Error.
void create_folder(const std::string& path);

}  // namespace paribus
