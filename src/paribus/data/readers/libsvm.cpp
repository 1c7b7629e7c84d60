// LIBSVM's sparse text. libsvm.hpp states every rule by which it is read.
#include "paribus/data/libsvm.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

class Libsvm final : public Reader {
 public:
  bool recognizes(const std::string& path) const override {
    const std::string found = ending(path);
    return found == ".libsvm" || found == ".svmlight" || found == ".svm" || path.ends_with("_scale");  // as LIBSVM names its own
  }
  Dataset read(const std::string& path, const std::string& target) const override {
    const Bytes bytes = read_unpacked(path);
    return read_libsvm({path, bytes.view()}, target);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> libsvm = entry<Reader, Libsvm>(
    {"libsvm", "LIBSVM", "sparse text of LIBSVM and SVMlight: a label, then index:value", "indices are counted from 0 if index 0 occurs, else from 1; the base is printed",
     "C.-C. Chang & C.-J. Lin 2011, LIBSVM: a library for support vector machines", "svmlight"});
}  // namespace parts::readers
}  // namespace paribus
