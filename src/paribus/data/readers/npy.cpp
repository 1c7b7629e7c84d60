// NumPy's arrays. npy.hpp states every rule by which they are read.
#include "paribus/data/npy.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

class Npy final : public Reader {
 public:
  bool recognizes(const std::string& path) const override { return ending(path) == ".npy" || ending(path) == ".npz"; }
  Dataset read(const std::string& path, const std::string& target) const override {
    const Place at = place(path);
    const Bytes bytes = read_unpacked(at.file);
    return ending(path) == ".npy" ? read_npy({at.file, bytes.view()}, target) : read_npz({at.file, bytes.view()}, at.table, target);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> npy = entry<Reader, Npy>(
    {"npy", "NumPy", "arrays of NumPy: a table in .npy, or features and labels in .npz", "file.npz#x+y chooses among several arrays; arrays of Python objects are never read",
     "numpy.lib.format, versions 1 to 3", "npz numpy"});
}  // namespace parts::readers
}  // namespace paribus
