// Tables of R. r_data.hpp states every rule by which they are read.
#include "paribus/data/r_data.hpp"

#include <filesystem>

namespace paribus {
namespace {

class RData final : public Reader {
 public:
  bool recognizes(const std::string& path) const override {
    const std::string found = ending(path);
    return found == ".rda" || found == ".rdata" || found == ".rds" || found == ".rdb";
  }
  Dataset read(const std::string& path, const std::string& target) const override {
    const Place at = place(path);
    const Bytes bytes = read_bytes(at.file);
    if (ending(path) != ".rdb") return read_r_data({at.file, bytes.view()}, at.table, target);
    const std::string index = at.file.substr(0, at.file.size() - 1) + "x";
    std::error_code ignored;
    if (!std::filesystem::exists(index, ignored)) throw Error("the index of '" + at.file + "' is missing: there is no file '" + index + "'", "put it beside the data", {});
    const Bytes beside = read_bytes(index);
    return read_r_lazy({index, beside.view()}, {at.file, bytes.view()}, at.table, target);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> r_data = entry<Reader, RData>(
    {"r_data", "R data", "tables of R: .rda, .RData, .rds, and the .rdb of packages; packed by gzip, bzip2 or xz, or not",
     "data frames, matrices, time series and lists of columns; file#name chooses among several", "R Internals, section 1.8", "rda rdata rds"});
}  // namespace parts::readers
}  // namespace paribus
