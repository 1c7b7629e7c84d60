// paribus cluster FILE: groups of the rows of any table, what they are like, and how good they are.
#include <algorithm>
#include <iostream>
#include <numeric>

#include "app/command.hpp"
#include "app/groups_text.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/data/preprocessing.hpp"
#include "paribus/data/roles.hpp"
#include "paribus/data/split.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/study.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_rows = 10'000;   // of a silhouette, whose cost grows with their square

bool allowed(const std::string& address) {
  for (const char* known : {"data.scale", "data.impute", "data.ignore", "data.encode", "data.components", "data.reduce", "data.whiten", "replicates.seed"})
    if (address == known) return true;
  return address.starts_with("measure.cluster.");
}

Choices choices_of(const Arguments& a) {
  Choices given;
  for (const auto& set : a.all("set")) {
    const auto [address, value] = read_set(set);
    given.insert_or_assign(address, value);
  }
  const auto option = [&](const char* name, const char* address, const Value& value) {
    if (!a.has(name)) return;
    if (given.contains(address)) throw Error(std::string("--") + name + " and --set " + address + " say the same thing", "keep one of them");
    given[address] = value;
  };
  option("method", "measure.cluster.method", {a.one("method"), {"--method " + a.one("method")}});
  if (a.has("groups")) {
    const double k = a.number("groups", 3, 1, 1e6);
    if (k != static_cast<double>(static_cast<std::int64_t>(k))) throw Error("--groups " + a.one("groups") + " is not a whole number", "write for example --groups 3");
    option("groups", "measure.cluster.groups", {static_cast<std::int64_t>(k), {"--groups " + a.one("groups")}});
  }
  Choices out = canonical(given);
  for (const auto& [address, value] : out)
    if (!allowed(address)) throw Error(address + " says nothing about groups", "settings of groups: measure.cluster.*, and data.scale, impute, ignore, encode, components, reduce, whiten", value.where);
  return out;
}

/// The table with the classes as its target, if there are any: the column named, or those of a built-in set.
Dataset table_of(const std::string& file, const std::string& classes) {
  const bool known = std::any_of(built_in_sets().begin(), built_in_sets().end(), [&](const auto& set) { return set.name == file; });
  Dataset out = load(file, classes.empty() && !known ? no_target : classes);
  if (!classes.empty() && !out.target()->categorical)
    throw Error("the column '" + text::printable(classes) + "' holds numbers, not classes", "name a column of classes, or leave --classes out", {file});
  return out;
}

class ClusterCommand final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"file", "a built-in set or a table (CSV)"}}; }
  std::vector<Option> options() const override {
    return {{"groups", "N", "how many; default 3 (density finds their number itself)"},
            {"method", "NAME", "a way of `paribus list clusterings`; default: k_means"},
            {"classes", "COLUMN", "known classes: no feature, but compared with the groups; default: those of a built-in set"},
            {"refits", "", "also the gap statistic and stability, for which the rows are grouped some 30 times anew"},
            {"set", "ADDRESS=VALUE", "change a setting of data or measure.cluster (may be given more than once)", true},
            {"out", "FILE", "write the group of each row here (CSV)", false, 'o'},
            quiet_option, {"json", "", "print the groups as JSON"}};
  }
  int run(const Arguments& a) const override {
    const Choices choices = choices_of(a);
    const DataSettings data{Settings{choices, "data."}};
    const ChosenClustering chosen{Settings{choices, "measure.cluster."}};
    if (!chosen.told() && choices.contains("measure.cluster.groups"))
      throw Error(chosen.method() + " finds the number of groups itself", "leave --groups out, or choose k_means", choices.at("measure.cluster.groups").where);
    const auto seed = ReplicateSettings{Settings{choices, "replicates."}}.seed;
    const StreamName stream{seed, 0, "start"};

    Grouped out{table_of(a.one("file"), a.one("classes")), chosen.method(), {}, data.scale == "standard", {}, {}};
    check_features(out.table, data);
    std::vector<std::uint32_t> rows(out.table.rows());
    std::iota(rows.begin(), rows.end(), 0u);
    const auto preprocessing = Preprocessing::fit(out.table, data, rows, {}, true, {seed, 0, "projection"});
    out.x = preprocessing.apply(out.table, rows).x;
    out.notes = out.table.notes;
    if (const Column* target = out.table.target(); target && !target->categorical)
      out.notes.push_back("'" + target->name + "', the target of this set, is no feature");
    if (!preprocessing.projection.none()) out.notes.push_back(preprocessing.projection.note);
    out.found = chosen.group(out.x, stream);
    if (const auto filled = out.found.groups; filled < chosen.groups() && chosen.told())
      out.notes.push_back("only " + std::to_string(filled) + " of " + std::to_string(chosen.groups()) + " groups have rows: no more rows differ");
    score(out, chosen, stream, a.has("refits"));

    if (a.has("out")) write_whole(a.one("out"), group_rows(out));
    if (a.has("quiet")) return done;
    if (a.has("json")) std::cout << groups_json(out).indented();
    else std::cout << groups_text(out) << (a.has("out") ? "rows: " + a.one("out") + "\n" : "");
    return done;
  }

 private:
  static void score(Grouped& out, const ChosenClustering& chosen, const StreamName& stream, bool refits) {
    if (!out.found.settled) out.notes.push_back("it did not settle: its iterations were used up");
    if (out.found.groups == 0) {
      out.notes.push_back("no group was found: no row has so many neighbors within reach; set measure.cluster.density.reach higher");
      return;
    }
    const auto add = [&](GroupScores more) { out.scores.is.merge(more.is), out.scores.why_not.merge(more.why_not); };
    add(chosen.shape(out.x, out.found, most_rows, stream));
    if (out.x.rows > most_rows) out.notes.push_back("the silhouette is that of " + text::plain(text::count(most_rows)) + " rows drawn at random");
    if (refits) add(chosen.anew(out.x, out.found, stream));
    const Column* target = out.table.target();
    if (target && target->categorical) add(ChosenClustering::agreement(out.found, Labels(target->values.begin(), target->values.end())));
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> cluster = entry<Command, ClusterCommand>({"cluster", "cluster", "find groups among the rows of a table, without being told classes"});
}  // namespace parts::commands
}  // namespace paribus
