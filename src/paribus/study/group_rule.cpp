// The rule of groups as a file keeps it, and rows that join groups by it.
#include <cmath>
#include <numeric>

#include "paribus/base/numerics.hpp"
#include "paribus/math/nearest.hpp"
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
  const PointBlocks<double> points{x, origin_of(x)};
  Joined out{Labels(x.rows), {}};
  assign(points, rule.centers, std::span{out.labels});
  out.distance = squared_distances(points, rule.centers, std::span<const std::uint32_t>{out.labels});
  for (double& d : out.distance) d = std::sqrt(d);
  return out;
}

ModelFile keep(const GroupRule& rule) {
  if (rule.centers.rows == 0)
    throw Error(rule.method + " has no rule for other rows", "leave --keep out, or choose k_means or mini_batch_k_means: there a row belongs to the nearest center");
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
    GroupRule out{{}, said<std::string>(file, "words.method"), Preprocessing::restore(file.head, file.arrays)};
    const auto it = file.arrays.find("centers");
    if (it == file.arrays.end() || it->second.rows == 0 || it->second.columns != out.preprocessing.features().size() || !all_finite(it->second.values))
      throw Error("the groups file has no center for each group", "group the rows again");
    out.centers = it->second;
    out.data = said<std::string>(file, "data.name");
    out.sha256 = said<std::string>(file, "data.sha256");
    out.rows = static_cast<std::size_t>(said<std::int64_t>(file, "data.rows"));
    out.settings = said_under(file, "settings.");
    return out;
  } catch (const Error& e) {
    throw placed(e, file, name);
  }
}

}  // namespace paribus
