#include "paribus/report/table.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {

namespace {

constexpr std::size_t columns = 100;

/// Broken at spaces; no line longer than the terminal, except for a single longer word.
std::string wrapped(const std::string& s, std::size_t indent) {
  std::string out, line(indent, ' ');
  std::size_t at = 0;
  while (at < s.size()) {
    auto end = s.find(' ', at);
    if (end == s.npos) end = s.size();
    const std::string piece = s.substr(at, end - at);
    if (text::width(line) > indent && text::width(line) + 1 + text::width(piece) > columns) {
      out += line + "\n";
      line.assign(indent, ' ');
    }
    line += (text::width(line) > indent ? " " : "") + piece;
    at = end + 1;
  }
  return out + line + "\n";
}

std::string clipped(const std::string& s, std::size_t most) {
  if (text::width(s) <= most) return s;
  std::string out;
  for (const char c : s) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && text::width(out) + 1 >= most) break;
    out += c;
  }
  return out + "…";
}

/// Without typographic signs: 10⁻⁴ becomes 10^-4; what a name may still hold becomes a question mark.
std::string ascii(std::string s) {
  static const std::pair<const char*, const char*> signs[] = {
      {"≤", "<="}, {"≥", ">="}, {"÷", "/"}, {"·", "-"}, {"…", "~"}, {"∞", "inf"}, {"⁻", "-"}, {"⁰", "0"}, {"¹", "1"},
      {"²", "2"},  {"³", "3"},  {"⁴", "4"}, {"⁵", "5"}, {"⁶", "6"}, {"⁷", "7"},   {"⁸", "8"}, {"⁹", "9"}};
  for (const auto* power : {"10⁻", "10⁰", "10¹", "10²", "10³", "10⁴", "10⁵", "10⁶", "10⁷", "10⁸", "10⁹"})
    for (std::size_t at = 0; (at = s.find(power, at)) != s.npos; at += 3) s.insert(at + 2, "^");
  s = text::plain(s);
  for (const auto& [from, to] : signs)
    for (std::size_t at; (at = s.find(from)) != s.npos;) s.replace(at, std::char_traits<char>::length(from), to);
  std::string out;
  for (const char c : s)
    if (const auto u = static_cast<unsigned char>(c); u < 0x80) out += c;
    else if ((u & 0xC0) != 0x80) out += '?';
  return out;
}

class Writer {
 public:
  Writer(const Answer& a, bool color, bool utf8) : a_{a}, color_{color}, utf8_{utf8} {}

  std::string write() {
    out_ = bold(clean(a_.title)) + "\n" + wrapped(clean(plain(deck(a_))), 0) + "\n";
    for (const auto& line : answers(a_)) out_ += wrapped(clean(plain(line)), 2);
    bands();
    verdicts();
    if (a_.bands.empty() && a_.ratios.empty() && a_.verdicts.empty()) points();
    baselines();
    return out_;
  }

 private:
  std::string bold(const std::string& s) const { return color_ ? "\x1b[1m" + s + "\x1b[0m" : s; }
  std::string dim(const std::string& s) const { return color_ ? "\x1b[2m" + s + "\x1b[0m" : s; }
  std::string clean(const std::string& s) const { return utf8_ ? text::printable(s) : ascii(text::printable(s)); }
  std::string short_of(const std::string& s, std::size_t most) const {
    return utf8_ ? clipped(s, most) : ascii(clipped(s, most));
  }

  struct Group {
    std::string label;
    std::vector<std::vector<std::string>> rows;
    std::vector<bool> strong = {};
  };

  /// One table for all groups, so that their columns align: the first `left` columns to the left, the others to
  /// the right, no wider than the terminal.
  void table(std::vector<std::string> heads, std::vector<Group> groups, std::size_t left) {
    std::vector<std::size_t> wide(heads.size());
    for (std::size_t j = 0; j < heads.size(); ++j) {
      heads[j] = clean(heads[j]);
      wide[j] = text::width(heads[j]);
      for (auto& group : groups)
        for (auto& row : group.rows) {
          row[j] = short_of(clean(row[j]), j == 0 ? 44 : 28);
          wide[j] = std::max(wide[j], text::width(row[j]));
        }
    }
    std::size_t total = 2;
    for (const auto w : wide) total += w + 2;
    if (total > columns + 2) wide[0] -= std::min(wide[0] - std::min<std::size_t>(wide[0], 12), total - columns - 2);
    const auto line = [&](const std::vector<std::string>& cells) {
      std::string s = "  ";
      for (std::size_t j = 0; j < cells.size(); ++j)
        s += text::padded(j == 0 ? short_of(cells[j], wide[j]) : cells[j], wide[j], j >= left) +
             (j + 1 < cells.size() ? "  " : "");
      s.erase(s.find_last_not_of(' ') + 1);
      return s + "\n";
    };
    out_ += dim(line(heads));
    for (const auto& group : groups) {
      if (!group.label.empty()) out_ += "  " + bold(clean(group.label)) + "\n";
      for (std::size_t i = 0; i < group.rows.size(); ++i)
        out_ += i < group.strong.size() && group.strong[i] ? bold(line(group.rows[i])) : line(group.rows[i]);
    }
  }

  std::vector<std::string> band_row(std::size_t p, std::size_t s) const {
    const auto b = std::find_if(a_.bands.begin(), a_.bands.end(),
                                [&](auto& x) { return x.panel == p && x.series == s && x.facet == 0; });
    const auto* r = headline(a_, p, s);
    if (b == a_.bands.end() && !r) return {};
    std::vector<std::string> row{series_label(a_, s), "–", "–"};
    if (b != a_.bands.end()) {
      row[1] = band_text(a_, *b);
      row[2] = score(a_, b->best.value, 1) + " at " + level_text(a_, b->best_x);
    }
    if (a_.ratios.empty()) return row;
    row.push_back(!r                                    ? "–"
                  : agreement(*r) == Agreement::unfound ? "not found"
                                                        : (r->beyond ? "≥ " : "") + text::number(r->measured.value));
    row.push_back(!r ? "–" : std::isfinite(r->predicted) ? text::number(r->predicted) : "none");
    row.push_back(!r ? "–" : text::ratio(r->ratio.value));
    return row;
  }

  void bands() {
    std::vector<Group> groups;
    for (std::size_t p = 0; p < panel_count(a_); ++p) {
      Group group{short_label(panel_label(a_, p)), {}};
      for (std::size_t s = 0; s < series_count(a_); ++s)
        if (auto row = band_row(p, s); !row.empty()) group.rows.push_back(std::move(row));
      if (!group.rows.empty()) groups.push_back(std::move(group));
    }
    if (groups.empty()) return;
    std::vector<std::string> heads{a_.series.label, "within " + margin(a_), "best, validation"};
    if (!a_.ratios.empty()) heads.insert(heads.end(), {"breaks at", "theory", "ratio"});
    out_ += "\n";
    table(heads, groups, 1);
  }

  void verdicts() {
    if (a_.verdicts.empty()) return;
    out_ += "\n" + wrapped(clean(verdict_finding(a_)) + ".", 2);
    std::vector<Group> groups;
    for (std::size_t p = 0; p < panel_count(a_); ++p) {
      Group group{short_label(panel_label(a_, p)), {}};
      for (const auto& r : a_.verdicts) {
        if (r.panel != p) continue;
        group.rows.push_back({r.change, std::string(word(r.verdict.finding)), difference(a_, r.verdict.effect),
                              difference_span(a_, r.verdict.low, r.verdict.high), text::p_value(r.verdict.p)});
        group.strong.push_back(r.verdict.finding == Finding::matters);
      }
      if (!group.rows.empty()) groups.push_back(std::move(group));
    }
    table({"change", "verdict", "effect", "interval", "p"}, groups, 2);
  }

  /// Every cell, where nothing was asked that would sum them up.
  void points() {
    constexpr std::size_t most = 30;
    if (a_.points.empty() || a_.points.size() > most) {
      if (!a_.points.empty())
        out_ += wrapped(clean(text::count(a_.points.size()) + " cells, one mark each on the page. To have them compared: compare = [\"...\"] in [answer]."), 2);
      return;
    }
    const bool bare = a_.series.levels.empty() && a_.facets.levels.empty() && a_.axis.levels.empty();   // panels are all there is
    std::vector<Group> groups;
    for (std::size_t p = 0; p < panel_count(a_); ++p) {
      Group group{bare ? "" : short_label(panel_label(a_, p)), {}};
      for (const auto& x : a_.points) {
        if (x.panel != p) continue;
        std::vector<std::string> names;
        if (bare) names.push_back(a_.panels.levels.empty() ? "all runs" : panel_label(a_, p));
        if (!a_.series.levels.empty()) names.push_back(series_label(a_, x.series));
        if (!a_.facets.levels.empty()) names.push_back(facet_label(a_, x.facet));
        if (!a_.axis.levels.empty()) names.push_back(a_.axis.label + " " + level_text(a_, x.x));
        group.rows.push_back({text::list(names), score(a_, x.score.value, 1), x.runs > 1 ? score_span(a_, x.score) : "–",
                              text::count(x.runs) + (x.diverged ? ", " + text::count(x.diverged) + " diverged" : "")});
      }
      if (!group.rows.empty()) groups.push_back(std::move(group));
    }
    table({"", a_.metric.label + ", validation", "interval", "runs"}, groups, 1);
  }

  void baselines() {
    if (a_.baselines.empty()) return;
    out_ += "\n" + wrapped(clean(baseline_finding(a_)) + ".", 2);
    std::vector<Group> groups;
    for (const auto& b : a_.baselines) {
      if (groups.empty() || groups.back().label != b.rows) groups.push_back({b.rows, {}});
      groups.back().rows.push_back({b.label, score(a_, b.score.value, 1), score_span(a_, b.score), text::count(b.runs)});
      groups.back().strong.push_back(b.chosen);
    }
    table({"model", "test " + a_.metric.label, "interval", "runs"}, groups, 1);
  }

  const Answer& a_;
  bool color_, utf8_;
  std::string out_;
};

}  // namespace

std::string terminal(const Answer& a, bool color, bool utf8) { return Writer(a, color, utf8).write(); }

}  // namespace paribus
