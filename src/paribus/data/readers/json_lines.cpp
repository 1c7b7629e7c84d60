// JSON lines. json_lines.hpp states every rule by which it is read.
#include "paribus/data/json_lines.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

class JsonLines final : public Reader {
 public:
  bool recognizes(const std::string& path) const override {
    const std::string found = ending(path);
    return found == ".jsonl" || found == ".ndjson" || found == ".json";
  }
  Dataset read(const std::string& path, const std::string& target) const override {
    const Bytes bytes = read_unpacked(path);
    return read_json({path, bytes.view()}, target);
  }
};

}  // namespace
namespace parts::readers {
extern const Entry<Reader> json_lines = entry<Reader, JsonLines>(
    {"json_lines", "JSON lines", "one JSON object per line, or an array of objects", "null and absent keys are missing; lists and objects inside a row are refused", "jsonlines.org; RFC 8259",
     "jsonl ndjson json"});
}  // namespace parts::readers
}  // namespace paribus
