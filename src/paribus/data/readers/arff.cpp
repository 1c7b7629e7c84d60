// ARFF, Weka's format. arff.hpp states every rule by which it is read.
#include "paribus/data/arff.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

class Arff final : public Reader {
 public:
  bool recognizes(const std::string& path) const override { return ending(path) == ".arff"; }
  Dataset read(const std::string& path, const std::string& target) const override {
    const Bytes bytes = read_unpacked(path);
    return read_arff({path, bytes.view()}, target);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> arff = entry<Reader, Arff>(
    {"arff", "ARFF", "Weka's tables: declared attributes, then rows, dense or sparse", "what a sparse row leaves out is 0, or the first declared word; ? is missing",
     "I. H. Witten, E. Frank & M. A. Hall, Data Mining, 3rd ed. 2011, section 2.4", "weka"});
}  // namespace parts::readers
}  // namespace paribus
