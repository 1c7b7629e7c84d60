#include "paribus/study/component_table.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "paribus/base/text.hpp"
#include "paribus/data/split.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/math/rows.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/study.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_rows = 10'000;

Vector variances(const Matrix& x) { return principal_components(x, std::min(x.rows, x.columns)).variance; }

Vector shuffled_variances(const Matrix& x, const StreamName& name) {
  constexpr std::size_t tables = 20;
  std::vector<Vector> all;
  Stream stream{name};
  for (std::size_t t = 0; t < tables; ++t) all.push_back(variances(shuffled_columns(x, stream)));
  Vector out;
  for (std::size_t j = 0; j < all[0].size(); ++j) {
    Vector at;
    for (const auto& v : all) at.push_back(v[j]);
    std::ranges::sort(at);
    out.push_back(at[tables - 2]);
  }
  return out;
}

std::vector<ComponentTable::Count> counted(const Facts& facts, bool one_scale) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<ComponentTable::Count> out;
  for (const char* name : {"parallel_analysis", "marchenko_pastur", "gavish_donoho"}) {
    const auto& e = get(theories(), name, "theory");
    const auto theory = e.make(Settings{});
    const auto said = theory->predict(facts, {});
    if (!one_scale && e.name == "marchenko_pastur") out.push_back({std::string(e.name), std::string(e.label), none, "it speaks of columns of one scale"});
    else out.push_back({std::string(e.name), std::string(e.label), said ? said->values.at(0) : none, said ? "" : theory->objection(facts, {})});
  }
  return out;
}

}  // namespace

Facts component_facts(const Matrix& x, const StreamName& name) {
  return {{"rows", {static_cast<double>(x.rows)}}, {"columns", {static_cast<double>(x.columns)}}, {"variances", variances(x)}, {"shuffled_variances", shuffled_variances(x, name)}};
}

Choices component_settings(const Choices& given) {
  constexpr std::array known{"data.scale", "data.impute", "data.ignore", "data.encode", "data.components", "replicates.seed"};
  Choices out = canonical(given);
  for (const auto& [address, value] : out)
    if (std::ranges::find(known, address) == known.end())
      throw Error(address + " says nothing about the components of a table", "settings of components: data.scale, impute, ignore, encode and components, and replicates.seed", value.where);
  return out;
}

ComponentTable component_table(Dataset table, const Choices& settings) {
  Choices whole = settings;   // of which components are found: no projection
  whole.erase("data.components");
  const DataSettings data{Settings{whole, "data."}};
  const std::size_t asked = DataSettings{Settings{settings, "data."}}.components;
  const auto seed = ReplicateSettings{Settings{settings, "replicates."}}.seed;
  if (table.rows() < 2) throw Error("one row has no components", "give a table of two rows and more", {table.provenance.origin});
  for (auto& c : table.columns)
    if (c.role == Role::target) {
      table.notes.push_back("'" + c.name + "', the target, is no feature");
      c.role = Role::id;
    }
  check_features(table, data);
  std::vector<std::uint32_t> all(table.rows());
  std::iota(all.begin(), all.end(), 0u);
  ComponentTable out;
  out.notes = table.notes;
  out.preprocessing = Preprocessing::fit(table, data, all, {}, true, {seed, 0, "projection"});
  out.table = std::move(table);
  out.x = out.preprocessing.apply(out.table, all).x;
  out.columns = out.preprocessing.columns();
  const std::size_t most = std::min(out.x.rows, out.x.columns);
  if (asked > most) throw Error("there are " + std::to_string(most) + " components, and " + std::to_string(asked) + " are asked for", "ask for fewer, or for all: leave --components out", {out.table.name});
  out.found = principal_components(out.x, asked > 0 ? asked : most);
  const StreamName shuffle{seed, 0, "shuffle"};
  const bool one_scale = out.preprocessing.standardize && std::ranges::none_of(out.preprocessing.inputs, [](const auto& in) { return in.categorical; });
  if (out.x.rows > most_rows) {
    Stream stream{{seed, 0, "rows"}};
    out.counts = counted(component_facts(rows_of(out.x, draw_rows(out.x.rows, most_rows, stream)), shuffle), one_scale);
    out.notes.push_back("how many to keep is said of " + text::plain(text::count(most_rows)) + " rows drawn at random");
  } else {
    out.counts = counted(component_facts(out.x, shuffle), one_scale);
  }
  return out;
}

}  // namespace paribus
