// The sets that are known by name: one row each in data/sets.csv, which is part of the program. data/README.md says what
// its columns mean.
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "paribus/base/text.hpp"
#include "paribus/data/built_in.hpp"
#include "paribus/data/fields.hpp"

namespace paribus {
namespace {

std::size_t whole(const std::string& s) {
  std::size_t out = 0;
  std::from_chars(s.data(), s.data() + s.size(), out);
  return out;
}

// Where packages may have been unpacked without being installed (`make data`).
std::string unpacked_packages() {
  if (const char* given = std::getenv("PARIBUS_PACKAGES"); given && *given) return given;
  if (const char* home = std::getenv("HOME"); home && *home) return std::string(home) + "/.local/share/paribus/packages";
  return "";
}

}  // namespace

const std::vector<BuiltIn>& built_in_sets() {
  static const std::vector<BuiltIn> all = [] {
    std::vector<BuiltIn> out;
    const Source source{"sets.csv", built_in_bytes("sets")};
    Fields fields(source, ',', 0);
    fields.row();
    for (CsvField name; fields.next(name);) {}
    while (fields.row()) {
      std::vector<std::string> f;
      for (CsvField field; fields.next(field);) f.push_back(field.text());
      f.resize(15);
      out.push_back({.name = f[0], .summary = f[13], .task = f[3], .origin = f[12], .licence = f[11], .rows = whole(f[4]), .features = whole(f[5]),
                     .classes = whole(f[6]), .package = f[1], .subject = f[2], .path = f[7], .target = f[8], .left_out = f[9], .domains = f[10], .sha256 = f[14]});
    }
    return out;
  }();
  return all;
}

std::string installed_file(const BuiltIn& set) {
  std::error_code ignored;
  const std::string file = set.path.substr(0, set.path.find('#'));
  for (const std::string& root : {std::string(), unpacked_packages()})
    if (std::filesystem::exists(root + file, ignored)) return root + set.path;
  return "";
}

Dataset read_installed(const BuiltIn& set, const std::string& target) {
  const std::string path = installed_file(set);
  if (path.empty())
    throw Error("the data set '" + set.name + "' is not installed: there is no file '" + set.path.substr(0, set.path.find('#')) + "'",
                "it comes with the Debian package " + set.package + ": apt-get install --no-install-recommends " + set.package);
  Dataset out = read_file(path, target.empty() ? set.target : target);
  for (auto& column : out.columns)
    for (std::string left = set.left_out + ';'; left.size() > 1; left.erase(0, left.find(';') + 1))
      if (column.name == left.substr(0, left.find(';')) && column.role == Role::feature) {
        column.role = Role::id;
        out.notes.push_back("column '" + text::printable(column.name) + "' is left out: it names the row or tells the answer");
      }
  return out;
}

}  // namespace paribus
