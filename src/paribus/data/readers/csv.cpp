// Delimited text: the table everyone can write. csv.hpp states every rule by which it is read.
#include <array>
#include <filesystem>

#include "paribus/data/csv.hpp"

namespace paribus {
namespace {

class Csv final : public Reader {
 public:
  bool recognizes(const std::string& path) const override {
    static constexpr std::array<std::string_view, 7> endings{"", ".csv", ".tsv", ".tab", ".txt", ".data", ".dat"};
    std::string ending = std::filesystem::path(path).extension().string();
    for (char& c : ending)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    for (const auto known : endings)
      if (ending == known) return true;
    return false;
  }
  Dataset read(const std::string& path, const std::string& target) const override {
    const Bytes bytes = read_bytes(path);
    return read_csv({path, bytes.view()}, target);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> csv = entry<Reader, Csv>(
    {"csv", "CSV", "delimited text: commas, semicolons, tabs or bars, with or without a header line",
     "numbers are read exactly; ?, NA, NaN, null and empty fields are missing", "RFC 4180", "tsv"});
}  // namespace parts::readers
}  // namespace paribus
