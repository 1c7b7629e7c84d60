#include "app/grouping.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/groups_text.hpp"
#include "paribus/base/text.hpp"
#include "paribus/cluster/compactness.hpp"
#include "paribus/data/split.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/math/rows.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/study.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_dots = 1500;

Vector square_deviations(View values, double from) {
  Vector out;
  for (const double v : values) out.push_back((v - from) * (v - from));
  return out;
}

/// Of one column of the table as it was coded, without scaling: numbers, or 0 and 1 for a word. Missing values (NaN) are left out.
Answer::Grouping::Trait trait(const std::string& name, bool word, View x, const Groups& found) {
  Answer::Grouping::Trait out{name, 0, {}, {}, {}};
  std::vector<Vector> of(found.groups);
  Vector all, grouped;   // how far a group stands is said of all rows; what groups explain, of those in groups
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i])) continue;
    all.push_back(x[i]);
    if (found.labels[i] != no_group) of[found.labels[i]].push_back(x[i]), grouped.push_back(x[i]);
  }
  const bool constant = std::ranges::min(all) == std::ranges::max(all);
  const double middle = mean(all), deviation = std::sqrt(mean(square_deviations(all, middle)));
  double within = 0;
  for (const auto& group : of) {
    const double m = group.empty() ? std::nan("") : mean(group);
    if (!group.empty()) within += sum(square_deviations(group, m));
    out.stands.push_back(constant || group.empty() ? 0 : (m - middle) / deviation);
    out.mean.push_back(group.empty() ? "no value" : word ? text::percent(m) : text::number(m));
    out.middle.push_back(word || group.empty() ? "" : text::number(quantile(group, 0.25)) + " to " + text::number(quantile(group, 0.75)));
  }
  const double total = grouped.empty() ? 0 : sum(square_deviations(grouped, mean(grouped)));
  out.between = total > 0 && !constant ? std::max(0.0, 1 - within / total) : 0;
  return out;
}

std::vector<Answer::Grouping::Trait> traits(const GroupedTable& a) {
  Preprocessing plain = a.rule.preprocessing;   // every column in its own unit, none joined with others
  plain.standardize = false, plain.projection = {};
  std::vector<std::uint32_t> rows(a.table.rows());
  std::iota(rows.begin(), rows.end(), 0u);
  const Matrix x = plain.apply(a.table, rows).x;
  const auto names = plain.columns();
  std::vector<Answer::Grouping::Trait> out;
  std::size_t j = 0;
  for (const auto& in : plain.inputs) {
    const auto& table = std::ranges::find(a.table.columns, in.name, &Column::name)->values;
    for (const std::size_t end = j + (in.categorical ? in.levels.size() - plain.baseline : 1); j < end; ++j) {
      Vector column(x.rows);
      for (std::size_t i = 0; i < x.rows; ++i) column[i] = std::isnan(table[i]) ? table[i] : x(i, j);
      out.push_back(trait(names[j], in.categorical, column, a.found));
    }
  }
  std::ranges::stable_sort(out, [](const auto& s, const auto& t) { return s.between > t.between; });
  return out;
}

/// The plane of the first two principal axes of what was grouped.
void add_plane(Answer::Grouping& out, const GroupedTable& a, std::uint64_t seed) {
  const std::size_t n = a.x.rows;
  if (n < 3 || a.x.columns < 2) return;   // one axis is no plane
  const auto axes = principal_components(a.x, 2);
  if (axes.total == 0) return;
  const std::size_t shown = std::min(n, most_dots);
  Stream stream{{seed, 0, "dots"}};
  const auto some = draw_rows(n, shown, stream);
  const Matrix z = scores(axes, rows_of(a.x, some)), middles = scores(axes, means_of(a.x, a.found.labels, a.found.groups));
  for (std::size_t i = 0; i < shown; ++i) {
    const auto g = a.found.labels[some[i]];
    out.dots.push_back({z(i, 0), z(i, 1), g == no_group ? out.sizes.size() : g, text::count(a.rows[some[i]] + 1)});
  }
  for (std::size_t g = 0; g < a.found.groups; ++g) out.middles.push_back({middles(g, 0), middles(g, 1), g, ""});
  out.across = axes.ratio(0), out.up = axes.ratio(1);
}

}  // namespace

Answer answer_of_groups(const GroupedTable& a) {
  Answer out;
  const Dataset& t = a.table;
  const Column* target = t.target();
  out.title = "Which rows of " + t.name + " belong together?";
  out.data = {t.name, "", t.provenance.origin, t.provenance.licence, t.provenance.sha256, t.rows(), a.rule.preprocessing.inputs.size(), 0, 0, 0, 0, a.notes};
  out.plan.seed = ReplicateSettings{Settings{a.rule.settings, "replicates."}}.seed;
  auto& g = out.grouping;
  g.method = find(clusterings(), a.rule.method)->label;
  g.setting = columns_words(a);
  g.sizes = sizes(a.found);
  g.outside = static_cast<std::size_t>(std::ranges::count(a.found.labels, no_group));
  const auto score = [&](const char* name) {
    const auto it = a.scores.is.find(name);
    return it == a.scores.is.end() ? std::nan("") : it->second;
  };
  g.silhouette = score("silhouette");
  for (const auto& [label, shown] : shown_scores(a))
    if (!shown.starts_with("none: ")) g.scores.push_back({label, shown});
  if (target && target->categorical) g.classes = target->name, g.agreement = score("class_agreement");
  for (std::size_t k = 0; k < g.sizes.size(); ++k) {
    out.series.levels.push_back(std::to_string(k + 1));
    out.series.labels.push_back("Group " + std::to_string(k + 1));
  }
  out.series.label = "group";
  if (g.sizes.empty()) return out;
  g.traits = traits(a);
  add_plane(g, a, out.plan.seed);
  return out;
}

}  // namespace paribus
