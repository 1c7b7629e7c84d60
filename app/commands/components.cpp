// paribus components FILE: the principal components of any table: variances, loadings, scores, and how many to keep.
#include <algorithm>
#include <cmath>
#include <iostream>

#include "app/command.hpp"
#include "app/fit_text.hpp"
#include "app/given.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/data/roles.hpp"
#include "paribus/study/component_table.hpp"

namespace paribus {
namespace {

constexpr std::size_t shown = 10, shown_loadings = 3;

std::string counted(std::size_t n, const std::string& one) { return text::plain(text::count(n)) + " " + one + (n == 1 ? "" : "s"); }

/// "flavanoids 0.917, phenols 0.857, ...": the columns that the component weighs most.
std::string largest(const Matrix& loading, std::size_t k, const std::vector<std::string>& names) {
  std::vector<std::size_t> order(names.size());
  for (std::size_t j = 0; j < order.size(); ++j) order[j] = j;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return std::abs(loading(a, k)) > std::abs(loading(b, k)); });
  std::string out;
  for (std::size_t i = 0; i < std::min(shown_loadings, order.size()); ++i)
    out += (i ? ", " : "") + text::printable(names[order[i]]) + " " + text::number(loading(order[i], k));
  return out;
}

std::string shown_count(const ComponentTable::Count& c) { return std::isnan(c.value) ? "none: " + c.why : text::count(static_cast<std::size_t>(c.value)); }

std::string text_of(const ComponentTable& a) {
  const auto& p = a.found;
  const bool words = std::ranges::any_of(a.preprocessing.inputs, [](const auto& in) { return in.categorical; });
  std::string out = "Principal components of " + text::printable(a.table.name) + ": " + counted(a.x.rows, "row") + ", " + counted(a.x.columns, "column") +
                    (!a.preprocessing.standardize ? " as they are" : words ? ", those of numbers of one scale" : " of one scale") + "\n\n";
  const Matrix loading = loadings(p);
  std::vector<std::vector<std::string>> cells{{"component"}, {"variance"}, {"share"}, {"together"}, {"largest loadings"}};
  double together = 0;
  const std::size_t rows = std::min(shown, p.variance.size());
  for (std::size_t k = 0; k < rows; ++k) {
    together += p.ratio(k);
    const std::string row[] = {std::to_string(k + 1), text::number(p.variance[k], 4), text::percent(p.ratio(k), 1), text::percent(together, 1), largest(loading, k, a.columns)};
    for (std::size_t j = 0; j < cells.size(); ++j) cells[j].push_back(row[j]);
  }
  std::vector<std::size_t> widths;
  for (const auto& c : cells) widths.push_back(text::width(*std::ranges::max_element(c, {}, text::width)));
  for (std::size_t r = 0; r <= rows; ++r) {
    for (std::size_t j = 0; j + 1 < cells.size(); ++j) out += text::padded(cells[j][r], widths[j], true) + "  ";
    out += cells.back()[r] + "\n";
  }
  if (rows < p.variance.size()) out += counted(p.variance.size() - rows, "more component") + ": see --json\n";
  out += "\nhow many hold more than noise\n";
  std::size_t width = 0;
  for (const auto& c : a.counts) width = std::max(width, text::width(c.theory));
  for (const auto& c : a.counts) out += "  " + text::padded(c.theory, width) + "  " + shown_count(c) + "\n";
  for (const auto& note : a.notes) out += "note: " + text::printable(note) + "\n";
  return text::plain(out);
}

Json json_of(const ComponentTable& a) {
  const auto& p = a.found;
  const Matrix loading = loadings(p);
  Json::Array components;
  for (std::size_t k = 0; k < p.variance.size(); ++k) {
    Json::Object axis, load;
    for (std::size_t j = 0; j < a.columns.size(); ++j) axis.emplace_back(a.columns[j], p.axes(k, j)), load.emplace_back(a.columns[j], loading(j, k));
    components.push_back(Json::Object{{"component", k + 1}, {"variance", p.variance[k]}, {"share", p.ratio(k)}, {"axis", axis}, {"loadings", load}});
  }
  Json::Object counts;
  for (const auto& c : a.counts) counts.emplace_back(c.name, std::isnan(c.value) ? Json::Object{{"why_not", c.why}} : Json::Object{{"count", c.value}});
  return Json::Object{{"data", Json::Object{{"name", a.table.name}, {"sha256", a.table.provenance.sha256}, {"rows", a.x.rows}}},
                      {"standardized", a.preprocessing.standardize}, {"total_variance", p.total}, {"components", components}, {"how_many", counts}, {"notes", Json::array(a.notes)}};
}

std::string scores_table(const ComponentTable& a) {
  const Matrix z = scores(a.found, a.x);
  std::vector<CsvColumn> out{{"row", {}}};
  for (std::size_t i = 0; i < z.rows; ++i) out[0].cells.push_back(std::to_string(i + 1));
  for (std::size_t k = 0; k < z.columns; ++k) out.push_back({"component_" + std::to_string(k + 1), cells(column(z, k))});
  return csv_text(out);
}

class Components final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"file", "a built-in set or a table (CSV)"}}; }
  std::vector<Option> options() const override {
    return {{"target", "COLUMN", "a column that is no feature; default: that of a built-in set, and none of a file"},
            {"seed", "N", "of all that is drawn; default 1"},
            {"set", "ADDRESS=VALUE", "change a setting of data (data.scale=none: columns as they are; may be given more than once)", true},
            {"components", "N", "only the first N; default: all"},
            {"out", "FILE", "write the scores of each row here (CSV)", false, 'o'},
            quiet_option, {"json", "", "print variances, axes and loadings as JSON"}};
  }
  int run(const Arguments& a) const override {
    GivenSettings given{a};
    given.whole("seed", "replicates.seed", 0, 1e9);
    given.whole("components", "data.components", 1, 1e5);
    const Choices settings = component_settings(given.all);
    check_files(a, {a.one("file")}, {"out"});
    const std::string file = a.one("file"), target = a.one("target");
    const bool known = std::any_of(built_in_sets().begin(), built_in_sets().end(), [&](const auto& set) { return set.name == file; });
    const ComponentTable out = component_table(load(file, target.empty() && !known ? no_target : target), settings);
    if (a.has("out")) write_whole(a.one("out"), scores_table(out));
    if (a.has("quiet")) return done;
    if (a.has("json")) std::cout << json_of(out).indented();
    else std::cout << text_of(out) << (a.has("out") ? "scores: " + a.one("out") + "\n" : "");
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> components = entry<Command, Components>({"components", "components", "principal components of a table: variances, loadings, scores, and how many to keep"});
}  // namespace parts::commands
}  // namespace paribus
