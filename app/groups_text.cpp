#include "app/groups_text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "app/fit_text.hpp"
#include "paribus/base/text.hpp"
#include "paribus/cluster/compactness.hpp"
#include "paribus/cluster/distance.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

constexpr std::size_t shown_columns = 6, shown_groups = 20;

std::string count(std::size_t n, const std::string& one) { return text::plain(text::count(n)) + " " + one + (n == 1 ? "" : "s"); }

/// What stands for a group in one column of the table: the mean, or the commonest word and its share. Of no value: neither.
struct Typical {
  double mean = std::nan("");
  std::optional<std::string> word = {};
  double share = 0;
};

std::vector<Typical> typical(const Column& c, const Groups& found) {
  std::vector<Typical> out(found.groups);
  Matrix sums(found.groups, std::max<std::size_t>(c.categories.size(), 1));
  std::vector<double> counts(found.groups);
  for (std::size_t i = 0; i < c.values.size(); ++i) {
    const auto g = found.labels[i];
    if (g == no_group || std::isnan(c.values[i])) continue;
    ++counts[g];
    if (c.categorical) ++sums(g, static_cast<std::size_t>(c.values[i]));
    else sums(g, 0) += c.values[i];
  }
  for (std::size_t g = 0; g < found.groups; ++g) {
    if (counts[g] == 0) continue;
    const auto row = sums.row(g);
    const auto most = std::ranges::max_element(row);
    if (c.categorical) out[g].word = c.categories[static_cast<std::size_t>(most - row.begin())], out[g].share = *most / counts[g];
    else out[g].mean = row[0] / counts[g];
  }
  return out;
}

std::string words_of(const Typical& t) {
  if (t.word) return (t.word->empty() ? "\"\"" : text::printable(*t.word)) + " (" + text::percent(t.share) + ")";
  return std::isnan(t.mean) ? "-" : text::number(t.mean, 4);
}

/// Features first, then the classes.
std::vector<const Column*> columns_of(const GroupedTable& a) {
  std::vector<const Column*> out;
  for (const Role role : {Role::feature, Role::target})
    for (const auto& c : a.table.columns)
      if (c.role == role) out.push_back(&c);
  return out;
}

std::string table_of(const GroupedTable& a) {
  auto columns = columns_of(a);
  const std::size_t all = columns.size();
  const bool classes = a.table.target() != nullptr;
  if (all > shown_columns + 1) columns.erase(columns.begin() + shown_columns, columns.end() - classes);
  std::vector<std::vector<std::string>> cells{{"group"}, {"rows"}};
  const auto each = sizes(a.found);
  const std::size_t shown = std::min(shown_groups, a.found.groups);
  for (std::size_t g = 0; g < shown; ++g) cells[0].push_back(std::to_string(g + 1)), cells[1].push_back(text::count(each[g]));
  for (const auto* c : columns) {
    auto& of = cells.emplace_back(1, text::printable(c->name));
    for (const auto& t : typical(*c, a.found))
      if (of.size() <= shown) of.push_back(words_of(t));
  }
  std::vector<std::size_t> widths;
  for (const auto& column : cells) {
    widths.push_back(0);
    for (const auto& cell : column) widths.back() = std::max(widths.back(), text::width(cell));
  }
  std::string out;
  for (std::size_t r = 0; r < cells[0].size(); ++r) {
    for (std::size_t j = 0; j < cells.size(); ++j) out += (j == 0 ? "" : "  ") + text::padded(cells[j][r], widths[j], true);
    out += "\n";
  }
  if (shown < a.found.groups) out += count(a.found.groups - shown, "smaller group") + ": see --json\n";
  if (const auto outside = std::ranges::count(a.found.labels, no_group)) out += count(static_cast<std::size_t>(outside), "row") + " in no group\n";
  if (columns.size() < all) out += "means of " + count(all - columns.size(), "more column") + ": see --json\n";
  return text::plain(out);
}

std::string rows_table(const std::vector<std::uint32_t>& rows, const Labels& labels, const char* what, const Vector& numbers) {
  CsvColumn row{"row", {}}, group{"group", {}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    row.cells.push_back(std::to_string(rows[i] + 1));
    group.cells.push_back(labels[i] == no_group ? "" : std::to_string(labels[i] + 1));
  }
  return csv_text({row, group, {what, cells(numbers)}});
}

/// "32.4 (to 1 group), 12.3 (2), 6.40 (3)": a large step to the next says where distinct groups were joined.
std::string last_heights(const Groups& found) {
  const auto& all = found.heights;
  const std::size_t shown = std::min(all.size(), std::clamp<std::size_t>(found.groups + 2, 5, 12));
  std::string out;
  for (std::size_t k = 1; k <= shown; ++k) out += (k == 1 ? "" : ", ") + text::number(all[all.size() - k]) + (k == 1 ? " (to 1 group)" : " (" + std::to_string(k) + ")");
  return out;
}

}  // namespace

std::string columns_words(const GroupedTable& a) {
  const Preprocessing& p = a.rule.preprocessing;
  const std::size_t columns = p.columns().size();
  std::string out = p.inputs.size() == columns ? count(columns, "column") : count(p.inputs.size(), "feature") + " as " + count(columns, "column");
  out += p.standardize ? " of one scale" : columns == p.inputs.size() ? " as they are" : "";
  return p.projection.none() ? out : count(a.x.columns, "direction") + " of " + out;
}

std::vector<std::pair<std::string, std::string>> shown_scores(const GroupedTable& a) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& q : make_subject("cluster", {})->quantities()) {
    const auto it = a.scores.is.find(q.name);
    const auto why = a.scores.why_not.find(q.name);
    if (it == a.scores.is.end() && why == a.scores.why_not.end()) continue;
    std::string shown = it == a.scores.is.end() ? "none: " + why->second : text::number(it->second, 4);
    if (const auto error = a.scores.error.find(q.name); error != a.scores.error.end()) shown += " (standard error " + text::number(error->second, 2) + ")";
    if (q.name == "inertia" && it != a.scores.is.end())
      shown = text::number(within_squares(a.x, a.found.labels, a.found.groups), 5) + ", " + text::percent(it->second, 1) + " of the squares about the mean of all rows";
    out.emplace_back(q.label, std::move(shown));
  }
  if (!a.found.heights.empty()) out.emplace_back("last unions at heights", last_heights(a.found));
  return out;
}

std::string groups_text(const GroupedTable& a) {
  std::string out = text::upper_first(std::string(find(clusterings(), a.rule.method)->label)) + ": " + count(a.found.groups, "group") + " of " + count(a.table.rows(), "row") + " of " +
                    text::printable(a.table.name) + ", by " + columns_words(a) + "\n\n";
  const auto scores = shown_scores(a);
  std::size_t width = 0;
  for (const auto& [label, shown] : scores) width = std::max(width, text::width(label));
  if (a.found.groups > 0) out += table_of(a) + "\n";
  for (const auto& [label, shown] : scores) out += text::plain(text::padded(label, width) + "  " + shown) + "\n";
  for (const auto& note : a.notes) out += "note: " + text::printable(note) + "\n";
  return out;
}

Json groups_json(const GroupedTable& a) {
  Json::Array groups;
  const auto each = sizes(a.found);
  std::vector<std::pair<std::string, std::vector<Typical>>> means;
  for (const auto* c : columns_of(a)) means.emplace_back(c->name, typical(*c, a.found));
  for (std::size_t g = 0; g < a.found.groups; ++g) {
    Json::Object typicals;
    for (const auto& [name, of] : means) {
      const Typical& t = of[g];
      if (t.word) typicals.emplace_back(name, Json::Object{{"word", *t.word}, {"share", t.share}});
      else typicals.emplace_back(name, t.mean);
    }
    groups.push_back(Json::Object{{"group", g + 1}, {"rows", each[g]}, {"typical", typicals}});
  }
  Json::Object scores, errors, none;
  for (const auto& [name, value] : a.scores.is) scores.emplace_back(name, value);
  for (const auto& [name, error] : a.scores.error) errors.emplace_back(name, error);
  for (const auto& [name, why] : a.scores.why_not) none.emplace_back(name, why);
  return Json::Object{{"method", a.rule.method},
                      {"data", Json::Object{{"name", a.table.name}, {"sha256", a.table.provenance.sha256}, {"rows", a.table.rows()}}},
                      {"columns", a.x.columns},
                      {"standardized", a.rule.preprocessing.standardize},
                      {"groups", groups},
                      {"in_no_group", static_cast<std::size_t>(std::ranges::count(a.found.labels, no_group))},
                      {"heights", Json::array(a.found.heights)},
                      {"objective", a.found.objective},
                      {"settled", a.found.settled},
                      {"scores", scores},
                      {"standard_errors", errors},
                      {"no_score", none},
                      {"notes", Json::array(a.notes)}};
}

std::string group_rows(const GroupedTable& a) {
  if (!a.rule.mixture.weights.empty()) return rows_table(a.rows, a.found.labels, "probability", join(a.rule, a.x, a.table.name).probability);
  const Matrix& centers = a.rule.centers;   // what predict measures to
  const Matrix means = centers.rows > 0 ? centers : means_of(a.x, a.found.labels, a.found.groups);
  Vector away(a.x.rows, std::nan(""));
  for (std::size_t i = 0; i < a.x.rows; ++i)
    if (const auto g = a.found.labels[i]; g != no_group) away[i] = std::sqrt(squared_distance(a.x.row(i), means.row(g)));
  return rows_table(a.rows, a.found.labels, "distance", away);
}

std::string joined_rows(const Joined& of) {
  std::vector<std::uint32_t> rows(of.labels.size());
  std::iota(rows.begin(), rows.end(), 0u);
  return of.distance.empty() ? rows_table(rows, of.labels, "probability", of.probability) : rows_table(rows, of.labels, "distance", of.distance);
}

}  // namespace paribus
