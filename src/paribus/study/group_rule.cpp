// The rule of groups as a file keeps it, and rows that join groups by it.
#include <cmath>
#include <numeric>

#include "paribus/base/numerics.hpp"
#include "paribus/base/text.hpp"
#include "paribus/cluster/distance.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/grouped_table.hpp"

namespace paribus {
namespace {

const std::string kind_of_groups = "groups";

}  // namespace

Joined join(const GroupRule& rule, const Dataset& table) {
  std::vector<std::uint32_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), 0u);
  const Matrix x = rule.preprocessing.apply(table, rows).x;
  Joined out{Labels(x.rows), Vector(x.rows, infinity)};
  for (std::size_t i = 0; i < x.rows; ++i) {   // each row by itself: the kernels of k-means round by what else is in the table
    for (std::uint32_t g = 0; g < rule.centers.rows; ++g)
      if (const double d = std::sqrt(squared_distance(x.row(i), rule.centers.row(g))); d < out.distance[i]) out.distance[i] = d, out.labels[i] = g;
    if (!std::isfinite(out.distance[i]))
      throw Error("row " + text::count(i + 1) + " lies infinitely far from every group: its numbers are too large", "mend the row, or leave it out", {table.name});
  }
  return out;
}

void check_rule(const Choices& settings) {
  const ChosenClustering chosen{Settings{settings, "measure.cluster."}};
  if (!chosen.nearest())
    throw Error("the groups of " + chosen.method() + " cannot be kept for other rows", "leave --keep out, or choose k_means or mini_batch_k_means: there a row belongs to the nearest center");
}

ModelFile keep(const GroupRule& rule) {
  check_rule(rule.settings);
  ModelFile out{rule.preprocessing.keep(), {{"centers", rule.centers}}};
  out.arrays.merge(rule.preprocessing.arrays());
  for (const auto& [address, value] : rule.settings) out.head["settings." + address] = value;
  out.head["program"] = {std::string(program_version)};
  out.head["numerics"] = {std::int64_t{numerics_version}};
  out.head["kind"] = {kind_of_groups};
  out.head["words.method"] = {rule.method};
  out.head["data.name"] = {rule.data};
  out.head["data.sha256"] = {rule.sha256};
  out.head["data.rows"] = {static_cast<std::int64_t>(rule.rows)};
  return out;
}

bool holds_groups(const ModelFile& file) {
  const auto it = file.head.find("kind");
  return it != file.head.end() && it->second.plain() == kind_of_groups;
}

GroupRule restore_groups(const ModelFile& file, const std::string& name) {
  try {
    GroupRule out{said_under(file, "settings."), said<std::string>(file, "words.method"), Preprocessing::restore(file.head, file.arrays)};
    if (const auto* way = find(clusterings(), out.method); !way || !way->make(Settings{})->nearest())
      throw Error("the groups file was made by '" + text::printable(out.method) + "', whose groups have no centers that decide", "");
    if (!out.preprocessing.target.empty() || !out.preprocessing.classes.empty()) throw Error("the groups file names a target, and groups have none", "");
    const auto it = file.arrays.find("centers");
    if (it == file.arrays.end() || it->second.rows == 0 || it->second.columns != out.preprocessing.features().size() || !all_finite(it->second.values))
      throw Error("the groups file has no center for each group", "");
    out.centers = it->second;
    out.data = said<std::string>(file, "data.name");
    out.sha256 = said<std::string>(file, "data.sha256");
    const auto rows = said<std::int64_t>(file, "data.rows");
    if (rows < 1) throw Error("the groups file says that no row was grouped", "");
    out.rows = static_cast<std::size_t>(rows);
    return out;
  } catch (const Error& e) {
    throw placed(Error(e.problem(), "group the rows again"), file, name);
  }
}

}  // namespace paribus
