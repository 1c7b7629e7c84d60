// The rule of groups as a file keeps it, and rows that join groups by it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "paribus/base/numerics.hpp"
#include "paribus/base/text.hpp"
#include "paribus/cluster/distance.hpp"
#include "paribus/cluster/mixture.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/grouped_table.hpp"

namespace paribus {
namespace {

const std::string kind_of_groups = "groups";

/// The array of that name, whose rows have d finite numbers.
Matrix array_of(const Preprocessing::Arrays& arrays, const std::string& name, std::size_t d, const char* what) {
  const auto it = arrays.find(name);
  if (it == arrays.end() || it->second.rows == 0 || it->second.columns != d || !all_finite(it->second.values))
    throw Error("the groups file has no " + std::string(what) + " for each group", "");
  return it->second;
}

void put_mixture(const Mixture& m, Preprocessing::Arrays& to) {
  const std::size_t k = m.weights.size(), d = m.means.columns;
  Matrix weights(k, 1), covariances(0, d);
  weights.values = m.weights;
  for (const auto& c : m.covariances) covariances.values.insert(covariances.values.end(), c.values.begin(), c.values.end());
  covariances.rows = k * d;
  to["means"] = m.means, to["weights"] = std::move(weights), to["covariances"] = std::move(covariances);
}

Mixture mixture_of(const Preprocessing::Arrays& arrays, std::size_t d) {
  Mixture out{array_of(arrays, "weights", 1, "weight").values, array_of(arrays, "means", d, "mean"), {}};
  const Matrix all = array_of(arrays, "covariances", d, "covariance");
  const std::size_t k = out.weights.size();
  if (out.means.rows != k || all.rows != k * d || std::ranges::any_of(out.weights, [](double w) { return !(w > 0 && w <= 1); }))
    throw Error("the groups file has no weight, mean and covariance for each group", "");
  for (std::size_t j = 0; j < k; ++j) {
    Matrix& c = out.covariances.emplace_back(d, d);
    std::copy_n(all.values.begin() + static_cast<std::ptrdiff_t>(j * d * d), d * d, c.values.begin());
    if (!Cholesky{c}.positive()) throw Error("the groups file has a covariance that is none", "");
  }
  return out;
}

}  // namespace

Joined join(const GroupRule& rule, const Matrix& x, const std::string& table) {
  const bool mixed = !rule.mixture.weights.empty();
  const auto groups = static_cast<std::uint32_t>(mixed ? rule.mixture.weights.size() : rule.centers.rows);
  Joined out{Labels(x.rows), {}, {}};
  Vector& how = mixed ? out.probability : out.distance;
  how.assign(x.rows, mixed ? 0 : infinity);
  Matrix shares;
  if (mixed) expectation(x, rule.mixture, shares);
  for (std::size_t i = 0; i < x.rows; ++i) {   // each row by itself: the kernels of k-means round by what else is in the table
    for (std::uint32_t g = 0; g < groups; ++g) {
      const double y = mixed ? shares(i, g) : std::sqrt(squared_distance(x.row(i), rule.centers.row(g)));
      if (mixed ? y > how[i] : y < how[i]) how[i] = y, out.labels[i] = g;
    }
    if (mixed ? !(how[i] > 0) : !std::isfinite(how[i]))
      throw Error("row " + text::count(i + 1) + " lies infinitely far from every group: its numbers are too large", "mend the row, or leave it out", {table});
  }
  return out;
}

Joined join(const GroupRule& rule, const Dataset& table) {
  std::vector<std::uint32_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), 0u);
  return join(rule, rule.preprocessing.apply(table, rows).x, table.name);
}

void check_rule(const Choices& settings) {
  const ChosenClustering chosen{Settings{settings, "measure.cluster."}};
  if (chosen.joins() == Joins::by_no_rule)
    throw Error("the groups of " + chosen.method() + " cannot be kept for other rows",
                "leave --keep out, or choose k_means or mini_batch_k_means, where a row belongs to the nearest center, or gaussian_mixture, where it belongs to the likeliest part");
}

ModelFile keep(const GroupRule& rule) {
  check_rule(rule.settings);
  ModelFile out{rule.preprocessing.keep(), {}};
  if (rule.mixture.weights.empty()) out.arrays["centers"] = rule.centers;
  else put_mixture(rule.mixture, out.arrays);
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
    const auto* way = find(clusterings(), out.method);
    const Joins joins = way ? way->make(Settings{})->joins() : Joins::by_no_rule;
    if (joins == Joins::by_no_rule) throw Error("the groups file was made by '" + text::printable(out.method) + "', whose groups have no rule for other rows", "");
    if (!out.preprocessing.target.empty() || !out.preprocessing.classes.empty()) throw Error("the groups file names a target, and groups have none", "");
    const std::size_t d = out.preprocessing.features().size();
    if (joins == Joins::likeliest) out.mixture = mixture_of(file.arrays, d);
    else out.centers = array_of(file.arrays, "centers", d, "center");
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
