// From what the user wrote to a Dataset: a built-in set by its name, else a file.
#include <filesystem>

#include "paribus/base/text.hpp"
#include "paribus/data/built_in.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/source.hpp"

namespace paribus {
namespace {

std::vector<std::string> set_names() {
  std::vector<std::string> out;
  for (const auto& set : built_in_sets()) out.push_back(set.name);
  return out;
}

// Those inside the program, and the way to the others.
std::string some_sets() {
  std::string out;
  for (const auto& set : built_in_sets())
    if (set.package.empty()) out += set.name + ", ";
  return out + "or one of those that `paribus list datasets` names";
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
  if (!file_like) {
    const std::string close = nearest(source, set_names());
    throw Error("unknown data set '" + shown + "'", (close.empty() ? "known: " + some_sets() : "did you mean '" + close + "'?") + " (or give the path of a file)");
  }
  const std::string near = nearest(source, beside);
  throw Error("there is no file '" + shown + "'",
              !near.empty() ? "did you mean '" + text::printable(near) + "'?" : "give the path of a file, or a built-in set: " + some_sets());
}

const BuiltIn* built_in(const std::string& name) {
  for (const auto& set : built_in_sets())
    if (set.name == name) return &set;
  return nullptr;
}

std::unique_ptr<const Reader> reader_of(const std::string& source) {
  if (source.empty()) throw Error("no data are named", "give the path of a file, or a built-in set: " + some_sets());
  std::error_code ignored;
  if (!std::filesystem::exists(place(source).file, ignored)) not_found(source);
  for (const auto* entry : readers())
    if (auto reader = entry->make({}); reader->recognizes(source)) return reader;
  throw Error("'" + text::printable(source) + "' is in no format that can be read (known: " + text::list(names(readers())) + ")",
              "save the table as .csv");
}

}  // namespace

Dataset read_file(const std::string& path, const std::string& target) { return reader_of(path)->read(path, target); }

Dataset load(const std::string& source, const std::string& target) {
  const BuiltIn* set = built_in(source);
  if (!set) return read_file(source, target);
  Dataset out = set->package.empty() ? read_csv({set->name, built_in_bytes(set->name)}, target)
                : set->path.empty()  ? read_fashion_mnist(*set, target)
                                     : read_installed(*set, target);
  out.name = set->name;
  out.provenance.origin = set->origin;
  out.provenance.licence = set->licence;
  if (target.empty() && set->path.empty()) out.notes.clear();  // all that is odd about a built-in set, read as meant, is known
  return out;
}

Dataset load_expected(const std::string& source, std::span<const Expected> expected) {
  const BuiltIn* set = built_in(source);
  if (!set) return reader_of(source)->read_expected(source, expected);
  if (set->package.empty()) return read_csv({set->name, built_in_bytes(set->name)}, expected);
  return conform(set->path.empty() ? read_fashion_mnist(*set, "") : read_installed(*set, ""), expected);
}

}  // namespace paribus
