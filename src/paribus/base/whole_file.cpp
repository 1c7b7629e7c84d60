#include "paribus/base/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "paribus/base/error.hpp"

namespace paribus {
namespace {

namespace fs = std::filesystem;

/// An open file; each step answers whether it went well, and leaves the reason in errno.
class Out {
 public:
  explicit Out(int file) : file_{file} {}
  ~Out() { close(); }
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  bool open() const { return file_ >= 0; }
  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::write(file_, bytes.data(), bytes.size());
      if (n >= 0) bytes.remove_prefix(static_cast<std::size_t>(n));
      else if (errno != EINTR) return false;
    }
    return true;
  }
  bool to_disk() {
    const mode_t mask = umask(0);   // mkstemp made it for this user alone
    umask(mask);
    return fchmod(file_, 0666 & ~mask) == 0 && fsync(file_) == 0;
  }
  bool close() {
    const int file = file_;
    file_ = -1;
    return file < 0 || ::close(file) == 0;
  }

 private:
  int file_;
};

bool replace(const std::string& path, std::string_view bytes) {
  std::string draft = path + ".XXXXXX";
  Out out{mkstemp(draft.data())};
  if (!out.open()) return false;
  if (out.write(bytes) && out.to_disk() && out.close() && rename(draft.c_str(), path.c_str()) == 0) return true;
  const int why = errno;
  unlink(draft.c_str());
  errno = why;
  return false;
}

/// Puts a new name on disk. Some file systems know no such thing for folders: the file itself is on disk already.
void keep_name(const fs::path& folder) {
  const int f = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (f < 0) return;
  fsync(f);
  close(f);
}

}  // namespace

void write_whole(const std::string& path, std::string_view bytes) {
  std::error_code none;
  const fs::file_status there = fs::status(path, none);   // of what a link names
  bool good = false;
  if (fs::exists(there) && !fs::is_regular_file(there)) {
    Out out{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    good = out.open() && out.write(bytes) && out.close();
  } else {
    const std::string file = fs::is_regular_file(there) ? fs::canonical(path, none).string() : path;
    good = replace(none ? path : file, bytes);
    if (good) keep_name(fs::path(file).parent_path());
  }
  if (!good)
    throw Error("cannot write '" + path + "' (" + std::strerror(errno) + ")", "choose another folder, or free space and rights there");
}

}  // namespace paribus
