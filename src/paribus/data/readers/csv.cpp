// Delimited text: the table everyone can write. csv.hpp states every rule by which it is read.
#include <array>

#include "paribus/data/csv.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

class Csv final : public Reader {
 public:
  bool recognizes(const std::string& path) const override {
    static constexpr std::array<std::string_view, 7> endings{"", ".csv", ".tsv", ".tab", ".txt", ".data", ".dat"};
    const std::string found = ending(path);
    for (const auto known : endings)
      if (found == known) return true;
    return false;
  }
  Dataset read(const std::string& path, const std::string& target) const override {
    const Bytes bytes = read_unpacked(path);
    return read_csv({path, bytes.view()}, target);
  }
  Dataset read_expected(const std::string& path, std::span<const Expected> expected) const override {
    const Bytes bytes = read_unpacked(path);
    return read_csv({path, bytes.view()}, expected);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> csv = entry<Reader, Csv>(
    {"csv", "CSV", "delimited text: commas, semicolons, tabs, bars or blanks, with or without a header line",
     "numbers are read exactly; ?, NA, NaN, null and empty fields are missing", "RFC 4180", "tsv"});
}  // namespace parts::readers
}  // namespace paribus
