#include "paribus/store/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "paribus/base/error.hpp"

namespace paribus {
namespace {

std::string host() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

/// "4711 node3": who holds the lock, as its owner wrote it.
std::string owner(int file) {
  char text[300] = "";
  const auto n = pread(file, text, sizeof text - 1, 0);
  const std::string line(text, static_cast<std::size_t>(n > 0 ? n : 0));
  const auto space = line.find(' '), end = line.find('\n');
  if (space == line.npos || end == line.npos) return "another process";  // it has not yet signed
  const std::string machine = line.substr(space + 1, end - space - 1);
  return "process " + line.substr(0, space) + (machine == host() ? "" : " on " + machine);
}

bool same_file(int file, const std::string& path) {
  struct stat held{}, named{};
  return fstat(file, &held) == 0 && stat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
         held.st_ino == named.st_ino;
}

}  // namespace

Lock::Lock(const std::string& path, const std::string& store) : path_{path} {
  for (;;) {
    file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file_ < 0)
      throw Error("'" + store + "' cannot be written (" + path + ": " + std::strerror(errno) + ")",
                  "check the permissions of its folder and the room on its disk, or choose another folder");
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
      const std::string who = owner(file_);
      close(file_);
      throw Error("'" + store + "' is in use by " + who,
                  "wait until it has finished or stop it; its progress and results can be read meanwhile");
    }
    if (same_file(file_, path)) break;
    close(file_);  // its last owner removed it between our open and our lock
  }
  const std::string line = std::to_string(getpid()) + " " + host() + "\n";
  // Only a courtesy to whoever is refused: on a full disk the lock holds just as well unsigned.
  if (ftruncate(file_, 0) == 0 && pwrite(file_, line.data(), line.size(), 0) < 0) errno = 0;
}

Lock::~Lock() {
  unlink(path_.c_str());  // while it is held: see same_file
  close(file_);
}

void create_folder(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path folder = path.empty() ? "." : path;
  std::error_code problem;
  if (fs::is_directory(folder, problem)) return;
  const fs::path above = folder.parent_path();
  create_folder(above.string());
  if (mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST)
    throw Error("the folder '" + path + "' cannot be created (" + std::strerror(errno) + ")",
                "check the permissions above it, or choose another folder");
  // A new name is safe only once the folder that holds it is on disk.
  if (const int file = open(above.empty() ? "." : above.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); file >= 0) {
    fsync(file);
    close(file);
  }
}

}  // namespace paribus
