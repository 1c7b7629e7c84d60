// The words of a table that nothing was learned from yet. Each number is one that `paribus data describe` prints.
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

using Kind = Suspicion::Kind;

std::string quoted(const std::string& name) { return "'" + short_name(name) + "'"; }
std::string ended(const std::string& s) { return s + (s.ends_with('?') ? "" : "."); }

/// What is suspicious in one way: the first one in full, and the names of the others. Otherwise `none`.
Line found(const Diagnosis& d, Kind kind, const std::string& lead, const std::string& none) {
  std::vector<std::string> names;
  std::string first;
  for (const auto& s : d.suspicions) {
    if (s.kind != kind) continue;
    if (first.empty()) first = s.text;
    else names.push_back(quoted(s.column));
  }
  if (first.empty()) return {{none, true}, {"."}};
  return {{lead, true}, {": " + ended(first) + (names.empty() ? "" : " Likewise " + listed(names) + ".")}};
}

Line missing(const Description& t) {
  std::size_t fields = 0, columns = 0;
  const Description::Column* most = nullptr;
  for (const auto& c : t.columns) {
    if (c.missing == 0) continue;
    fields += c.missing, ++columns;
    if (!most || c.missing > most->missing) most = &c;
  }
  if (!most) return {{"Nothing is missing", true}, {"."}};
  return {{plural(fields, "field is", "fields are") + " missing", true},
          {", in " + text::count(columns) + " of " + plural(t.columns.size(), "column", "columns") + "; most in " + quoted(most->name) + ", " +
           share_words(most->missing, t.rows) + "."}};
}

Line repeated(const Description& t) {
  std::string out;
  if (!t.constant.empty()) out += " Constant: " + listed(t.constant) + ".";
  if (!t.repeated.empty()) out += " Duplicates: " + listed(t.repeated) + ".";
  if (out.empty()) return {{"No column is constant or repeats another", true}, {"."}};
  return {{"Some columns say nothing new", true}, {"." + out}};
}

Line duplicates(const Diagnosis& d) {
  const std::size_t n = d.table.duplicate_rows;
  Line out{{n == 0 ? "No row repeats an earlier one" : plural(n, "row repeats", "rows repeat") + " an earlier one", true}, {"."}};
  for (const auto& s : d.suspicions)
    if (s.kind == Kind::across_split) out.push_back({" " + ended(s.text)});
  return out;
}

}  // namespace

std::string balance_words(const Description& t) {
  const auto& target = *t.target();
  const auto [least, most] = std::ranges::minmax_element(target.count);
  const auto level = [&](auto at) { return quoted(target.levels[static_cast<std::size_t>(at - target.count.begin())]); };
  if (*least == *most) return "Each of the " + plural(target.count.size(), "class", "classes") + " has " + plural(*most, "row", "rows");
  return level(most) + " is the largest of " + plural(target.count.size(), "class", "classes") + ", with " + share_words(*most, t.rows) +
         " of the rows; " + level(least) + " is the smallest, with " + share_words(*least, t.rows);
}

Line table_deck(const Diagnosis& d) { return {{shape_words(d.table), true}, {"."}}; }

std::vector<Line> table_answers(const Diagnosis& d) {
  const Description& t = d.table;
  const auto* target = t.target();
  std::vector<Line> out{missing(t)};
  if (target) out.push_back(found(d, Kind::target_copy, "Likely leakage", "No column tells the target"));
  out.push_back(found(d, Kind::identifier, "Likely an identifier", "No column looks like an identifier"));
  out.push_back(found(d, Kind::time, "Likely time", "No column looks like time"));
  out.push_back(duplicates(d));
  out.push_back(repeated(t));
  if (target && target->categorical && !target->count.empty()) {
    out.push_back({{balance_words(t), true}, {"."}});
    const auto rare = std::ranges::find(d.suspicions, Kind::imbalance, &Suspicion::kind);
    if (rare != d.suspicions.end()) out.back().push_back({" " + text::upper_first(ended(rare->text))});
  }
  out.push_back(found(d, Kind::outliers, "Values far from all others", "No value lies far from all others of its column"));
  if (const Geometry& g = d.geometry; g.columns > 0) {
    out.push_back({{text::upper_first(condition_words(g)), true}, {" of " + plural(g.columns, "column", "columns") + " of numbers."}});
    if (!g.close.empty()) out.back().push_back({" Close: " + close_words(g) + "."});
  }
  return out;
}

std::string table_methods(const Answer& a) {
  const Diagnosis& d = *a.table;
  const Geometry& g = d.geometry;
  std::string out = "We described the " + d.table.name + " data (" + shape_words(d.table) + "). ";
  if (g.columns > 0)
    out += "Correlations, singular values and leverage are of " + plural(g.columns, "column", "columns") + " of numbers over " +
           plural(g.rows, "row", "rows") + " without a missing one of them, each column with mean 0 and variance 1; constant columns were left out. "
           "The condition number is the largest over the smallest singular value, the effective rank the exponential of the entropy of the shares of "
           "variance (Roy and Vetterli 2007), leverage that of a fit with an intercept (Hoaglin and Welsch 1978). ";
  out += "A column was said to tell the target if it follows it with a correlation of at least 0.999 in size, or tells its class in every row; a value to "
         "lie far from all others if it is more than 10 robust deviations (1.4826 MAD) from the median of its column.";
  if (!a.ran.version.empty()) out += " Computed with Paribus " + a.ran.version + ".";
  return out;
}

std::vector<std::string> table_reading(const Diagnosis& d) {
  std::vector<std::string> out{
      "Nothing was learned from this table yet. What looks suspicious is a question to whoever knows where the data come from; the page cannot know the answer.",
      "A column that tells the target, names the row, or goes up with time may not be there when a prediction is asked for. data.ignore leaves it out; data.time and data.groups split by it."};
  if (d.geometry.columns > 0)
    out.push_back("A large condition number means that some columns are nearly sums of others, so that the coefficients of a linear fit move far when the data move a little. The effective rank says how many directions the columns really have.");
  return out;
}

}  // namespace paribus
