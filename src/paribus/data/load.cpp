// From what the user wrote to a Dataset: a built-in set by its name, else a file.
#include <filesystem>

#include "paribus/base/text.hpp"
#include "paribus/data/built_in.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/source.hpp"

namespace paribus {
namespace {

std::vector<std::string> built_in_names() {
  std::vector<std::string> out;
  for (const auto& set : built_in_sets()) out.push_back(set.name);
  return out;
}

// A file that does not exist: the nearest file beside it, else the nearest built-in set.
[[noreturn]] void not_found(const std::string& source) {
  const std::filesystem::path path(source);
  std::vector<std::string> beside;
  std::error_code ignored;
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  for (auto it = std::filesystem::directory_iterator(folder, ignored); !ignored && it != std::filesystem::directory_iterator();
       it.increment(ignored)) {
    if (!it->is_regular_file(ignored) || beside.size() == 10000) continue;
    beside.push_back(path.has_parent_path() ? it->path().string() : it->path().filename().string());
  }
  const std::string shown = text::printable(source);
  const bool file_like = path.has_parent_path() || path.has_extension();
  if (!file_like) throw Error("unknown data set '" + shown + "'", suggestion(source, built_in_names()) + " (or give the path of a file)");
  const std::string near = nearest(source, beside);
  throw Error("there is no file '" + shown + "'",
              !near.empty() ? "did you mean '" + text::printable(near) + "'?" : "give the path of a file, or a built-in set: " + text::list(built_in_names()));
}

}  // namespace

Dataset load(const std::string& source, const std::string& target) {
  if (source.empty()) throw Error("no data are named", "give the path of a file, or a built-in set: " + text::list(built_in_names()));
  for (const auto& set : built_in_sets())
    if (set.name == source) {
      Dataset out = set.package.empty() ? read_csv({set.name, built_in_bytes(set.name)}, target) : read_fashion_mnist(set, target);
      out.name = set.name;
      out.provenance.origin = set.origin;
      out.provenance.licence = set.licence;
      if (target.empty()) out.notes.clear();  // all that is odd about a built-in set, read as meant, is known
      return out;
    }
  std::error_code ignored;
  if (!std::filesystem::exists(place(source).file, ignored)) not_found(source);
  for (const auto* entry : readers())
    if (const auto reader = entry->make({}); reader->recognizes(source)) return reader->read(source, target);
  throw Error("'" + text::printable(source) + "' is in no format that can be read (known: " + text::list(names(readers())) + ")",
              "save the table as .csv");
}

}  // namespace paribus
