// A model file on disk: whole or not at all.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "paribus/data/source.hpp"
#include "paribus/learner/model_file.hpp"

namespace paribus {
namespace {

/// A file that is gone again unless it is kept.
class Draft {
 public:
  explicit Draft(const std::string& path) : path_{path}, draft_{path + ".XXXXXX"} {
    file_ = mkstemp(draft_.data());
    if (file_ < 0) fail();
  }
  ~Draft() {
    if (file_ >= 0) close(file_);
    if (!kept_) unlink(draft_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::write(file_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail();
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  void keep() {
    const mode_t mask = umask(0);   // mkstemp made it for this user alone
    umask(mask);
    if (fchmod(file_, 0666 & ~mask) != 0 || fsync(file_) != 0) fail();
    const int file = file_;
    file_ = -1;
    if (close(file) != 0 || rename(draft_.c_str(), path_.c_str()) != 0) fail();
    kept_ = true;
    const auto folder = std::filesystem::path(path_).parent_path();
    if (const int f = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY); f >= 0) {
      fsync(f);   // some file systems know no such thing for folders: the file itself is on disk
      close(f);
    }
  }

 private:
  [[noreturn]] void fail() const {
    throw Error("cannot write the model '" + path_ + "' (" + std::strerror(errno) + ")", "choose another folder, or free space and rights there");
  }
  std::string path_, draft_;
  int file_ = -1;
  bool kept_ = false;
};

}  // namespace

void write_model(const ModelFile& model, const std::string& path) {
  const std::string bytes = model_bytes(model);
  Draft draft{path};
  draft.write(bytes);
  draft.keep();
}

ModelFile read_model(const std::string& path) {
  const Bytes bytes = read_bytes(path);
  return parse_model(bytes.view(), path);
}

}  // namespace paribus
