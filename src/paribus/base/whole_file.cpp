#include "paribus/base/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

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
  bool to_disk(mode_t rights) { return fchmod(file_, rights) == 0 && fsync(file_) == 0; }
  bool close() {
    const int file = file_;
    file_ = -1;
    return file < 0 || ::close(file) == 0;
  }

 private:
  int file_;
};

/// Those of the file that is replaced, or of any new one (a draft is made for this user alone).
mode_t rights_at(const fs::path& path) {
  struct stat there {};
  if (stat(path.c_str(), &there) == 0) return there.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

bool replace(const fs::path& path, std::string_view bytes) {
  if (access(path.c_str(), F_OK) == 0 && access(path.c_str(), W_OK) != 0) return false;   // the folder's rights would do
  std::string draft = (path.parent_path() / path.filename().string().substr(0, 240)).string() + ".XXXXXX";
  Out out{mkstemp(draft.data())};
  if (!out.open()) return false;
  if (out.write(bytes) && out.to_disk(rights_at(path)) && out.close() && rename(draft.c_str(), path.c_str()) == 0) return true;
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

/// What a link names in the end, whether it is there or not.
fs::path named_by(fs::path path) {
  std::error_code none;
  for (int links = 0; links < 40 && fs::is_symlink(fs::symlink_status(path, none)); ++links) path = path.parent_path() / fs::read_symlink(path, none);
  return path;
}

/// The number of the file that the program was started with under that name, which a shell may have opened to append to; or -1.
int open_already(const std::string& path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string folder : {"/dev/fd/", "/proc/self/fd/"}) {
    const std::string number = path.starts_with(folder) ? path.substr(folder.size()) : "";
    if (!number.empty() && number.size() < 6 && number.find_first_not_of("0123456789") == number.npos) return std::stoi(number);
  }
  return -1;
}

}  // namespace

void write_whole(const std::string& path, std::string_view bytes) {
  std::error_code none;
  const fs::file_status there = fs::status(path, none);   // of what a link names
  bool good = false;
  if (const int open = open_already(path); open >= 0) {
    std::cout.flush();
    Out out{dup(open)};
    good = out.open() && out.write(bytes) && out.close();
  } else if (fs::exists(there) && !fs::is_regular_file(there)) {
    Out out{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    good = out.open() && out.write(bytes) && out.close();
  } else {
    const fs::path file = named_by(path);
    good = replace(file, bytes);
    if (good) keep_name(file.parent_path());
  }
  if (!good)
    throw Error("cannot write '" + path + "' (" + std::strerror(errno) + ")", "choose another folder, or free space and rights there");
}

}  // namespace paribus
