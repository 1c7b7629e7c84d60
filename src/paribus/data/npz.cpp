// Several arrays as one table.
#include <algorithm>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/npy.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

std::string without_npy(const std::string& name) { return name.ends_with(".npy") ? name.substr(0, name.size() - 4) : name; }

bool names_target(const std::string& name) {
  for (const char* known : {"y", "Y", "target", "label", "labels"})
    if (name == known) return true;
  return false;
}

std::vector<ZipMember> chosen(std::vector<ZipMember> all, std::string wanted, const std::string& file) {
  if (wanted.empty()) {
    std::stable_partition(all.begin(), all.end(), [](const ZipMember& m) { return !names_target(without_npy(m.name)); });
    return all;
  }
  std::vector<std::string> names;
  for (const auto& m : all) names.push_back(without_npy(m.name));
  std::vector<ZipMember> out;
  for (wanted += '+'; !wanted.empty(); wanted.erase(0, wanted.find('+') + 1)) {
    const std::string name = wanted.substr(0, wanted.find('+'));
    const auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end()) throw Error("there is no array '" + text::printable(name) + "' in the file", suggestion(name, names), {file});
    out.push_back(all[static_cast<std::size_t>(it - names.begin())]);
  }
  return out;
}

}  // namespace

Dataset read_npz(const Source& source, const std::string& arrays, const std::string& target) {
  const auto members = chosen(read_zip(source), arrays, source.name);
  Dataset out;
  out.name = stem(source.name);
  out.provenance = {source.name + (arrays.empty() ? "" : "#" + arrays), "", sha256(source.bytes).hex()};
  std::string first;
  for (const auto& m : members) {
    const std::string name = without_npy(m.name), shown = source.name + "#" + name;
    const Bytes bytes = unpack(m, source.name);
    const NpyArray a = read_npy_header(bytes.view(), shown);
    if (first.empty()) first = name;
    else if (a.shape[0] != out.rows())
      throw Error("the array '" + text::printable(name) + "' has " + text::count(a.shape[0]) + (a.shape[0] == 1 ? " row, '" : " rows, '") + text::printable(first) + "' " + text::count(out.rows()),
                  "name the arrays that make one table: " + source.name + "#x_train+y_train", {source.name});
    add_array(out, a, name, shown);
    if (out.columns.size() > most_numbers / out.rows()) throw Error("the table has more than the " + text::count(most_numbers) + " numbers that a table may hold", "divide it", {source.name});
  }
  check_names(out, source.name);
  find_row_numbers(out);
  choose_target(out, target, source.name);
  return out;
}

}  // namespace paribus
