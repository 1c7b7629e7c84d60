// From rows to paired differences to verdicts.
#include "paribus/evidence/tabled.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/fields.hpp"
#include "paribus/evidence/differences.hpp"

namespace paribus {
namespace {

constexpr std::size_t shown = 5;  // names in a message before "and n more"

std::size_t column(const CsvLayout& table, const Source& source, const std::string& name, const char* use) {
  const auto at = std::find(table.names.begin(), table.names.end(), name);
  if (at != table.names.end()) return static_cast<std::size_t>(at - table.names.begin());
  throw Error("there is no column '" + text::printable(name) + "' for the " + use, suggestion(name, table.names), {source.name, 1});
}

std::string named(const CsvField& field, const std::string& name, const Source& source) {
  if (field.raw.empty()) throw Error("'" + name + "' is empty", "name it in every row", source.where(field.offset));
  return field.text();
}

double score(const CsvField& field, const std::string& name, const Source& source) {
  double x = 0;
  switch (read_cell(field.raw, x)) {
    case CsvCell::number: return x;
    case CsvCell::missing:
    case CsvCell::infinite: return std::numeric_limits<double>::quiet_NaN();
    case CsvCell::word: break;
  }
  throw Error("the score '" + name + "' is '" + field.excerpt() + "', which is no number",
              has_decimal_comma(field.raw) ? "write decimals with a point"
                                           : "leave the score of a run that diverged empty, or write nan",
              source.where(field.offset));
}

/// Words in order of first appearance.
struct Words {
  std::vector<std::string> list;
  std::set<std::string> known;
  void add(const std::string& w) {
    if (known.insert(w).second) list.push_back(w);
  }
};

/// Which side of every finite score a run without one falls on.
double ranked(double x, bool higher_is_better) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  return std::isfinite(x) ? x : higher_is_better ? -inf : inf;
}

}  // namespace

Results results_from_table(const std::string& path, const TableQuestion& question) {
  const Bytes bytes = read_bytes(path);
  return results_from_table(Source{path, bytes.view()}, question);
}

Results results_from_table(const Source& source, const TableQuestion& q) {
  check_text(source);
  if (q.blocks.empty())
    throw Error("without a block nothing is paired", "name the columns that say which scores belong together, such as seed or dataset");
  const CsvLayout table = layout(source, {&q.score, 1});
  const std::size_t treatment = column(table, source, q.treatment, "treatment"), scored = column(table, source, q.score, "score");
  std::vector<std::size_t> blocks;
  for (const std::string& b : q.blocks) blocks.push_back(column(table, source, b, "block"));

  Results out;
  std::map<std::pair<std::string, std::string>, unsigned> seen;  // treatment and block -> line
  Fields all(source, table.delimiter, table.first_row);
  while (all.row()) {
    std::vector<CsvField> row;
    for (CsvField field; all.next(field);) row.push_back(field);
    Result r;
    r.subject = "table";
    const std::string level = named(row[treatment], q.treatment, source);
    r.levels[q.treatment].is = level;
    for (std::size_t b = 0; b < blocks.size(); ++b)
      r.block += (b ? ", " : "") + q.blocks[b] + "=" + named(row[blocks[b]], q.blocks[b], source);
    r.scores[q.score] = score(row[scored], q.score, source);
    r.outcome = std::isfinite(r.scores[q.score]) ? Outcome::finished : Outcome::diverged;
    const Where where = source.where(row[treatment].offset);
    const auto [before, fresh] = seen.try_emplace({level, r.block}, where.line);
    if (!fresh)
      throw Error("'" + text::printable(level) + "' already has a score in block " + text::printable(r.block) + ", on line " +
                      std::to_string(before->second),
                  "name every column that tells repeated runs apart among the blocks", where);
    out.push_back(std::move(r));
  }
  return out;
}

Judgement judge_results(const Results& results, const TableQuestion& q) {
  Words arm_words, block_words;
  std::map<std::pair<std::string, std::string>, double> scores;
  Judgement out;
  for (const Result& r : results) {
    const std::string arm = r.levels.at(q.treatment).plain();
    arm_words.add(arm);
    block_words.add(r.block);
    const double x = r.scores.at(q.score);
    out.diverged += !std::isfinite(x);
    scores[{arm, r.block}] = ranked(x, q.higher_is_better);
  }
  const auto &arms = arm_words.list, &blocks = block_words.list;
  if (arms.size() < 2)
    throw Error("'" + q.treatment + "' has " + (arms.empty() ? "no level" : "one level, '" + arms[0] + "'"), "compare at least two");
  out.reference = q.reference.empty() ? arms[0] : q.reference;
  if (std::find(arms.begin(), arms.end(), out.reference) == arms.end())
    throw Error("'" + q.treatment + "' has no level '" + out.reference + "' to refer to", suggestion(out.reference, arms));

  std::vector<std::string> missing;
  for (const std::string& arm : arms)
    for (const std::string& block : blocks)
      if (!scores.contains({arm, block})) missing.push_back("'" + text::printable(arm) + "' in block " + text::printable(block));
  if (!missing.empty()) {
    const std::size_t n = missing.size();
    if (n > shown) missing.resize(shown);
    throw Error("there is no score of " + text::list(missing) + (n > shown ? ", and of " + std::to_string(n - shown) + " more" : ""),
                "measure every treatment in every block; a run that diverged keeps its row, with an empty score");
  }

  const Entry<Judge>& entry = get(judges(), q.judge, "judge");
  const auto judge = entry.make({});
  check_family(entry, judge->population(), blocks.size(), arms.size() - 1, q.family.level);
  std::vector<Comparison> family;
  for (const std::string& arm : arms) {
    if (arm == out.reference) continue;
    out.treatments.push_back(arm);
    Comparison c;  // two runs without a finite score differ by an unknown amount: inf - inf is NaN, and counts against
    for (const std::string& block : blocks) c.differences.push_back(scores.at({arm, block}) - scores.at({out.reference, block}));
    family.push_back(std::move(c));
  }
  out.blocks = blocks.size();
  out.verdicts = judge->judge(family, q.family);
  const auto still = [&](const std::string& arm) {
    return std::ranges::all_of(blocks, [&](const std::string& block) { return scores.at({arm, block}) == scores.at({arm, blocks[0]}); });
  };
  for (std::size_t k = 0; k < family.size(); ++k)
    if (still(out.reference) && still(out.treatments[k]))
      out.verdicts[k] = of_copies(out.verdicts[k], family[k].differences.front(), "no score differs between the blocks: they may be copies of one run, or rounded too far to tell");
  for (Verdict& v : out.verdicts)  // what varied is known by its column's name only
    if (judge->population() == Population::starts) v.population = "blocks like these (" + text::list(q.blocks) + ")";
  return out;
}

}  // namespace paribus
