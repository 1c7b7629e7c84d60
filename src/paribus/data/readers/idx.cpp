// IDX: the format of MNIST, Fashion-MNIST, KMNIST and EMNIST. idx.hpp states every rule by which it is read.
#include <filesystem>

#include "paribus/base/text.hpp"
#include "paribus/data/idx.hpp"

namespace paribus {
namespace {

namespace fs = std::filesystem;

std::string without_gz(const std::string& name) { return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name; }

// <name>.idx, or as MNIST names its files: <name>-idx3-ubyte, <name>.idx3-ubyte.
bool named_as_idx(const std::string& name) {
  if (fs::path(name).extension() == ".idx") return true;
  const auto at = name.rfind("idx");
  if (at == name.npos || at == 0 || (name[at - 1] != '-' && name[at - 1] != '.') || at + 5 >= name.size()) return false;
  if (name[at + 3] < '1' || name[at + 3] > '9' || name[at + 4] != '-') return false;
  const std::string type = name.substr(at + 5);
  for (const char* known : {"ubyte", "byte", "short", "int", "float", "double"})
    if (type == known) return true;
  return false;
}

// The labels of a file of images, by the way the names of such sets go; first as the images are packed, then otherwise.
std::string labels_beside(const std::string& images) {
  const fs::path path(images);
  std::string name = without_gz(path.filename().string());
  name.replace(name.rfind("images"), 6, "labels");
  if (const auto at = name.rfind("idx"); fs::path(name).extension() != ".idx" && at != name.npos) name.replace(at, name.npos, "idx1-ubyte");
  const bool packed = images.ends_with(".gz");
  const std::string same = (path.parent_path() / (name + (packed ? ".gz" : ""))).string(), other = (path.parent_path() / (name + (packed ? "" : ".gz"))).string();
  std::error_code ignored;
  for (const auto& candidate : {same, other})
    if (fs::exists(candidate, ignored)) return candidate;
  throw Error("the labels of '" + text::printable(images) + "' are missing: there is no file '" + text::printable(same) + "'",
              "put it beside the images, with or without .gz");
}

class Idx final : public Reader {
 public:
  bool recognizes(const std::string& path) const override { return named_as_idx(without_gz(fs::path(path).filename().string())); }

  Dataset read(const std::string& path, const std::string& target) const override {
    const Bytes bytes = read_bytes(path);
    if (fs::path(path).filename().string().find("images") == std::string::npos) return read_idx_table({path, bytes.view()}, target);
    const std::string beside = labels_beside(path);
    const Bytes labels = read_bytes(beside);
    return read_idx({{{path, bytes.view()}, {beside, labels.view()}}}, target);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> idx = entry<Reader, Idx>(
    {"idx", "IDX", "images and their labels in two files, as MNIST has them, plain or packed by gzip",
     "00 00, type, rank, sizes, then the numbers, most significant byte first; x-images-idx3-ubyte.gz is read together with x-labels-idx1-ubyte.gz",
     "Y. LeCun, C. Cortes & C. J. C. Burges, the MNIST database", "mnist"});
}  // namespace parts::readers
}  // namespace paribus
