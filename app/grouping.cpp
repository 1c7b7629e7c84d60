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

/// Column j of the table as it was coded, without scaling: numbers, or 0 and 1 for a word.
Answer::Grouping::Trait trait(const std::string& name, bool word, View x, const Groups& found) {
  Answer::Grouping::Trait out{name, 0, {}, {}, {}};
  std::vector<Vector> of(found.groups);
  for (std::size_t i = 0; i < x.size(); ++i)
    if (found.labels[i] != no_group) of[found.labels[i]].push_back(x[i]);
  const bool constant = std::ranges::min(x) == std::ranges::max(x);
  double n = 0, sum = 0;   // of rows in groups: their variance is what groups can explain
  for (const auto& group : of)
    for (const double v : group) sum += v, ++n;
  const double mean = sum / n, mean_of_all = paribus::mean(x);
  double within = 0, total = 0;
  Vector means;
  for (const auto& group : of) {
    const double m = std::accumulate(group.begin(), group.end(), 0.0) / static_cast<double>(group.size());
    for (const double v : group) within += (v - m) * (v - m), total += (v - mean) * (v - mean);
    means.push_back(m);
  }
  Vector squares;
  for (const double v : x) squares.push_back((v - mean_of_all) * (v - mean_of_all));
  const double deviation = std::sqrt(paribus::mean(squares));
  out.between = total > 0 && !constant ? std::max(0.0, 1 - within / total) : 0;
  for (std::size_t g = 0; g < of.size(); ++g) {
    out.stands.push_back(constant ? 0 : (means[g] - mean_of_all) / deviation);
    out.mean.push_back(word ? text::percent(means[g]) : text::number(means[g]));
    out.middle.push_back(word ? "" : text::number(quantile(of[g], 0.25)) + " to " + text::number(quantile(of[g], 0.75)));
  }
  return out;
}

std::vector<Answer::Grouping::Trait> traits(const GroupedTable& a) {
  Preprocessing plain = a.rule.preprocessing;   // every column in its own unit, none joined with others
  plain.standardize = false, plain.projection = {};
  std::vector<std::uint32_t> rows(a.table.rows());
  std::iota(rows.begin(), rows.end(), 0u);
  const Matrix x = plain.apply(a.table, rows).x;
  std::vector<bool> words;
  for (const auto& in : plain.inputs) words.insert(words.end(), in.categorical ? in.levels.size() - plain.baseline : 1, in.categorical);
  const auto names = plain.columns();
  std::vector<Answer::Grouping::Trait> out;
  for (std::size_t j = 0; j < x.columns; ++j) {
    Vector column(x.rows);
    for (std::size_t i = 0; i < x.rows; ++i) column[i] = x(i, j);
    out.push_back(trait(names[j], words[j], column, a.found));
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
  for (const auto& [label, shown] : shown_scores(a)) g.scores.push_back({label, shown});
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
