#include "app/fit_text.hpp"

#include <algorithm>
#include <cmath>

#include "app/r_format.hpp"
#include "paribus/base/choices.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/report/export.hpp"

namespace paribus {
namespace {

std::string plain_count(std::size_t n) { return text::plain(text::count(n)); }

std::string plain_whole(double x) { return shortest(x + 0.0); }

std::string head(const FittedModel& m) {
  std::string out = m.label + ": " + text::printable(m.preprocessing.target) + " by " + plain_count(m.preprocessing.inputs.size()) +
                    (m.preprocessing.inputs.size() == 1 ? " column" : " columns") + " of " + text::printable(m.data) + ", " + plain_count(m.rows) + " rows";
  if (m.held_out) out += " (" + plain_count(m.held_out) + " more held out)";
  return text::upper_first(out) + "\n";
}

/// Names between commas, in lines of at most 100 columns, each but the first behind as many blanks.
std::string wrapped(const std::vector<std::string>& names, std::size_t blanks) {
  std::string out;
  std::size_t at = blanks;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = text::printable(names[i]) + (i + 1 < names.size() ? "," : "");
    const bool turn = i > 0 && at + 1 + text::width(name) > 100;
    out += i == 0 ? "" : turn ? "\n" + std::string(blanks, ' ') : " ";
    at = (turn ? blanks : at + (i > 0)) + text::width(name);
    out += name;
  }
  return out;
}

/// Coefficients without a finite estimate have nothing to be put in a table but their sign.
std::string unbounded(const FitSummary& s) {
  std::vector<std::string> up, down;
  for (const auto& t : s.terms)
    if (std::isinf(t.estimate)) (t.estimate > 0 ? up : down).push_back(t.name);
  if (up.empty() && down.empty()) return "";
  std::string out = up.size() + down.size() == s.terms.size() ? "No coefficient has a finite estimate: the likelihood rises without end as they go\n"
                                                              : "Without a finite estimate: the likelihood rises without end as these go\n";
  if (!up.empty()) out += "  up    " + wrapped(up, 8) + "\n";
  if (!down.empty()) out += "  down  " + wrapped(down, 8) + "\n";
  return out;
}

std::string terms(const FitSummary& all) {
  FitSummary s{all.statistic, all.level, {}, {}, {}, {}};
  std::ranges::copy_if(all.terms, std::back_inserter(s.terms), [](const auto& t) { return !std::isinf(t.estimate); });
  if (s.terms.empty()) return "";
  Vector estimate, error, statistic, p;
  std::size_t width = 0;
  bool judged = false;
  for (const auto& t : s.terms) {
    estimate.push_back(t.estimate), error.push_back(t.error), statistic.push_back(t.statistic), p.push_back(t.p);
    width = std::max(width, text::width(text::printable(t.name)));
    judged = judged || !std::isnan(t.p);
  }
  const auto table = r::coefficients(estimate, error, statistic, p, s.statistic.empty() ? "t" : s.statistic);
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < table.headings.size(); ++c) {
    widths.push_back(table.headings[c].size());
    for (const auto& row : table.rows) widths[c] = std::max(widths[c], row[c].size());
  }
  const auto line = [&](const std::string& name, const std::vector<std::string>& cells) {
    std::string out = text::padded(name, width);
    for (std::size_t c = 0; c < cells.size(); ++c) out += " " + text::padded(cells[c], widths[c], !table.headings[c].empty());
    return out.substr(0, out.find_last_not_of(' ') + 1) + "\n";
  };
  std::string out = line("", table.headings);
  for (std::size_t i = 0; i < s.terms.size(); ++i) out += line(text::printable(s.terms[i].name), table.rows[i]);
  if (judged) out += "---\nSignif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1\n";
  return out;
}

std::string numbers(const FitSummary& s) {
  std::size_t width = 0;
  for (const auto& n : s.numbers) width = std::max(width, text::width(n.label));
  std::string out;
  for (const auto& n : s.numbers) {
    const Vector one{n.value};
    const bool whole = n.value == std::floor(n.value) && std::abs(n.value) < 1e15;
    out += text::padded(n.label, width) + "  " + (n.name == "p" || n.name.ends_with("_p") ? r::format_p(one, 4)[0] : whole ? plain_whole(n.value) : r::format(one, 5)[0]) + "\n";
  }
  return out;
}

}  // namespace

std::string fit_text(const FittedModel& m) {
  std::string out = head(m);
  for (const auto& part : {unbounded(m.summary), terms(m.summary)})
    if (!part.empty()) out += "\n" + part;
  if (!m.summary.numbers.empty()) out += "\n" + numbers(m.summary);
  for (const auto* list : {&m.summary.notes, &m.notes})
    for (const auto& note : *list) out += (list == &m.summary.notes && &note == &list->front() ? "\n" : "") + std::string("note: ") + text::printable(note) + "\n";
  return out;
}

Json fit_json(const FittedModel& m) {
  Json::Array all_terms;
  for (const auto& t : m.summary.terms)
    all_terms.push_back(Json::Object{{"name", t.name}, {"estimate", t.estimate}, {"error", t.error}, {"statistic", t.statistic}, {"p", t.p}, {"low", t.low}, {"high", t.high}});
  Json::Object named;
  for (const auto& n : m.summary.numbers) named.emplace_back(n.name, n.value);
  Json::Object settings;
  for (const auto& [address, value] : m.settings) settings.emplace_back(address, value.plain());
  return Json::Object{{"model", m.kind},
                      {"target", m.preprocessing.target},
                      {"classes", Json::array(m.preprocessing.classes)},
                      {"features", Json::array(m.preprocessing.features())},
                      {"data", Json::Object{{"name", m.data}, {"sha256", m.sha256}, {"rows", m.rows}, {"held_out", m.held_out}}},
                      {"statistic", m.summary.statistic},
                      {"level", m.summary.level},
                      {"terms", all_terms},
                      {"numbers", named},
                      {"settings", settings},
                      {"notes", Json::array(m.summary.notes)},
                      {"table_notes", Json::array(m.notes)}};
}

namespace {

/// A number stays a number, whatever sign it begins with.
std::string field(const std::string& s) {
  double ignored;
  const CsvCell is = read_cell(s, ignored);
  return is == CsvCell::number || is == CsvCell::missing ? s : text_cell(s);
}

}  // namespace

std::string csv_text(const std::vector<CsvColumn>& columns) {
  std::string out;
  for (std::size_t c = 0; c < columns.size(); ++c) out += (c ? "," : "") + field(columns[c].name);
  out += "\n";
  for (std::size_t i = 0; !columns.empty() && i < columns[0].cells.size(); ++i) {
    for (std::size_t c = 0; c < columns.size(); ++c) out += (c ? "," : "") + field(columns[c].cells[i]);
    out += "\n";
  }
  return out;
}

std::vector<std::string> cells(View values) {
  std::vector<std::string> out;
  for (const double x : values) out.push_back(std::isnan(x) ? "" : shortest(x));
  return out;
}

Vector column(const Matrix& m, std::size_t j) {
  Vector out;
  for (std::size_t i = 0; i < m.rows; ++i) out.push_back(m(i, j));
  return out;
}

}  // namespace paribus
