#include "paribus/study/grouped_table.hpp"

#include <algorithm>
#include <numeric>

#include "paribus/base/text.hpp"
#include "paribus/data/split.hpp"
#include "paribus/math/rows.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/study.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_rows = 10'000;

const std::string of_clusters = "measure.cluster.";

bool allowed(const std::string& address) {
  for (const char* known : {"data.scale", "data.impute", "data.ignore", "data.encode", "data.rows", "data.components", "data.reduce", "data.whiten", "replicates.seed"})
    if (address == known) return true;
  return address.starts_with(of_clusters);
}

/// A setting of a way that was not chosen would have no say.
void check_ways(const Choices& all, const std::string& chosen) {
  for (const auto& [address, value] : all)
    for (const auto* way : clusterings())
      if (way->name != chosen && address.starts_with(of_clusters + std::string(way->name) + "."))
        throw Error(address + " is of " + std::string(way->name) + ", and the groups are made by " + chosen, "leave it out, or choose --method " + std::string(way->name), value.where);
}

std::vector<std::uint32_t> drawn(std::size_t n, std::size_t most, const StreamName& name) {
  Stream stream{name};
  return draw_rows(n, most, stream);
}

/// Only these rows.
void narrow(Dataset& table, const std::vector<std::uint32_t>& rows) {
  for (auto& c : table.columns) {
    Vector some;
    for (const auto r : rows) some.push_back(c.values[r]);
    c.values = std::move(some);
  }
}

std::string counted(std::size_t n) { return text::plain(text::count(n)); }

/// Scores go into `out`, and what there is to say about them into its notes.
void score(GroupedTable& out, const ChosenClustering& chosen, std::uint64_t seed, bool refits) {
  const StreamName stream{seed, 0, "start"};
  const auto add = [&](GroupScores more) { out.scores.is.merge(more.is), out.scores.why_not.merge(more.why_not), out.scores.error.merge(more.error); };
  const bool many = out.x.rows > most_rows;
  add(chosen.shape(out.x, out.found, most_rows, stream));
  if (out.scores.error.contains("silhouette")) out.notes.push_back("the silhouette is estimated from some of the rows, drawn at random");
  if (refits && many) {
    const Matrix some = rows_of(out.x, drawn(out.x.rows, most_rows, {seed, 0, "refits"}));
    add(chosen.anew(some, chosen.group(some, stream), stream));
    out.notes.push_back("the gap statistic and the stability are those of " + counted(most_rows) + " rows drawn at random, grouped by themselves");
  } else if (refits) {
    add(chosen.anew(out.x, out.found, stream));
  }
  const Column* target = out.table.target();
  if (target && target->categorical) add(ChosenClustering::agreement(out.found, Labels(target->values.begin(), target->values.end())));
}

}  // namespace

Choices group_settings(const Choices& given) {
  Choices out = canonical(given);
  for (const auto& [address, value] : out)
    if (!allowed(address))
      throw Error(address + " says nothing about groups", "settings of groups: measure.cluster.*, and data.scale, impute, ignore, encode, rows, components, reduce, whiten, and replicates.seed", value.where);
  const auto method = out.find(of_clusters + "method");
  check_ways(out, method == out.end() ? "k_means" : method->second.plain());
  return out;
}

GroupedTable group_table(Dataset table, const Choices& settings, bool refits) {
  const DataSettings data{Settings{settings, "data."}};
  const ChosenClustering chosen{Settings{settings, "measure.cluster."}};
  if (!chosen.told() && settings.contains("measure.cluster.groups"))
    throw Error(chosen.method() + " finds the number of groups itself", "leave --groups out, or choose k_means", settings.at("measure.cluster.groups").where);
  const auto seed = ReplicateSettings{Settings{settings, "replicates."}}.seed;
  check_features(table, data);

  GroupedTable out;
  const std::size_t all = table.rows();
  out.rows.resize(all);
  std::iota(out.rows.begin(), out.rows.end(), 0u);
  out.notes = table.notes;
  if (data.rows > 0 && data.rows < all) {
    out.rows = drawn(all, data.rows, {seed, 0, "rows"});
    narrow(table, out.rows);
    out.notes.push_back(counted(data.rows) + " of " + counted(all) + " rows, drawn at random, were grouped");
  }
  out.table = std::move(table);
  std::vector<std::uint32_t> each(out.table.rows());
  std::iota(each.begin(), each.end(), 0u);
  // Known classes have no part in it, not even as something that must have two values.
  const auto target = std::ranges::find(out.table.columns, Role::target, &Column::role);
  const bool targeted = target != out.table.columns.end();
  if (targeted) target->role = Role::id;
  auto preprocessing = Preprocessing::fit(out.table, data, each, {}, true, {seed, 0, "projection"});
  out.x = preprocessing.apply(out.table, each).x;
  if (targeted) target->role = Role::target;
  if (targeted && !target->categorical) out.notes.push_back("'" + target->name + "', the target of this set, is no feature");
  if (!targeted)
    for (const auto& input : preprocessing.inputs)
      if (input.levels.size() > 1 && input.levels.size() <= 20)
        out.notes.push_back("the words of '" + input.name + "' help to make the groups; if they are known classes, name that column (--classes), or ignore it (data.ignore)");
  if (!preprocessing.projection.none()) out.notes.push_back(preprocessing.projection.note);

  out.found = by_size(chosen.group(out.x, {seed, 0, "start"}));
  out.rule = {settings, chosen.method(), std::move(preprocessing), chosen.joins() == Joins::nearest ? out.found.centers : Matrix{}, out.found.mixture, out.table.name, out.table.provenance.sha256, out.x.rows};
  for (auto& [address, value] : out.rule.settings) value.where = {};
  if (chosen.told() && out.found.groups < chosen.groups())
    out.notes.push_back("only " + std::to_string(out.found.groups) + " of " + std::to_string(chosen.groups()) + " groups have rows" + (chosen.joins() == Joins::nearest ? ": no more rows differ" : ""));
  if (!out.found.settled) out.notes.push_back("it did not settle: its iterations were used up");
  if (out.found.shrunken > 0)
    out.notes.push_back(counted(out.found.shrunken) + (out.found.shrunken == 1 ? " part" : " parts") +
                        " of the mixture shrank to the floor of the variances: ask for fewer groups, or set measure.cluster.gaussian_mixture.floor higher or .starts to 10");
  if (out.found.groups == 0) out.notes.push_back("no group was found: no row has so many neighbors within reach; set measure.cluster.density.reach higher, or .neighbors lower");
  else score(out, chosen, seed, refits);
  return out;
}

}  // namespace paribus
