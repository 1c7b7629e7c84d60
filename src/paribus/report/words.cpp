// Names and numbers as the answer writes them.
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

std::string label(const Answer::Group& g, std::size_t i) {
  return i < g.labels.size() ? g.labels[i] : i < g.levels.size() ? g.levels[i] : "";
}

bool ends_with(const std::string& s, std::string_view end) {
  return s.size() >= end.size() && s.compare(s.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

std::string plain(const Line& line) {
  std::string out;
  for (const auto& piece : line) out += piece.text;
  return out;
}

std::string short_label(std::string s) {
  int depth = 0;
  for (std::size_t i = 0; i + 1 < s.size(); ++i) {
    depth += (s[i] == '[') - (s[i] == ']');
    if (depth <= 0 && s[i] == ',' && s[i + 1] == ' ') return s.substr(0, i);
  }
  return s;
}

std::string panel_label(const Answer& a, std::size_t panel) { return text::upper_first(label(a.panels, panel)); }

std::string panel_name(const Answer& a, std::size_t panel) {
  const std::string s = short_label(label(a.panels, panel));
  // Methods go by a bare name ("linear regression"), things take an article ("the network").
  for (const auto* thing : {"network", "perceptron", "model", "machine", "forest", "tree", "classifier"})
    if (ends_with(s, thing)) return "the " + text::lower_first(s);
  return text::lower_first(s);
}

std::string series_label(const Answer& a, std::size_t series) { return label(a.series, series); }
std::string facet_label(const Answer& a, std::size_t facet) { return label(a.facets, facet); }

std::string plural(std::size_t n, const std::string& one, const std::string& many) {
  return text::count(n) + " " + (n == 1 ? one : many);
}

std::string several(const std::string& label) {
  if (const auto of = label.find(" of "); of != label.npos) return several(label.substr(0, of)) + label.substr(of);
  for (const auto* end : {"ch", "sh", "ss", "x"})
    if (ends_with(label, end)) return label + "es";
  const bool vowel = label.size() > 1 && std::string_view("aeiou").find(label[label.size() - 2]) != std::string_view::npos;
  if (label.size() > 1 && label.ends_with('y') && !vowel) return label.substr(0, label.size() - 1) + "ies";
  return label.ends_with('s') ? label : label + "s";
}

std::string at_a(const std::string& label, const std::string& number) {
  return several(label) == label ? "at " + number + " " + label : "at a " + label + " of " + number;
}

std::string score(const Answer& a, double x, int decimals) {
  return a.metric.percent ? text::percent(x, decimals) : text::number(x);
}

std::string score_span(const Answer& a, const Estimate& e, int decimals) {
  if (std::isnan(e.low) || std::isnan(e.high)) return "–";
  return text::span(score(a, e.low, decimals), score(a, e.high, decimals));
}

std::string difference(const Answer& a, double x) {
  if (a.metric.percent) return text::signed_points(x);
  return (x > 0 ? "+" : "") + text::number(x);
}

std::string difference_span(const Answer& a, double low, double high) {
  return text::span(difference(a, low), difference(a, high));
}

std::string margin(const Answer& a) {
  if (!a.metric.percent) return text::number(a.metric.margin, 2);
  const std::string n = text::rate(100 * a.metric.margin);
  return n + (n == "1" ? " point" : " points");
}

std::string level_text(const Answer& a, double x) { return text::rate(x, text::figures(a.axis.levels, a.axis.logarithmic ? 2 : 3)); }

std::string facet_words(const Answer& a, std::size_t facet) {
  const std::string s = facet_label(a, facet);
  // "batches of 32" says what it is; "32" needs its factor's name.
  return s.find(' ') != s.npos || a.facets.label.empty() ? s : a.facets.label + " " + s;
}

std::string band_text(const Answer& a, const Answer::Band& b) {
  if (std::isnan(b.from)) return "none shown";  // even the best level's interval is wider than the margin
  if (b.from == b.to && !(b.low_edge && b.high_edge))
    return (b.low_edge ? "≤ " : b.high_edge ? "≥ " : "") + level_text(a, b.from);
  return (b.low_edge ? "≤ " : "") + level_text(a, b.from) + " to " + (b.high_edge ? "≥ " : "") + level_text(a, b.to);
}

bool stands_out(const Answer::Share& s) { return !s.noise && s.share.low > s.floor; }

std::string steps_text(double steps) {
  return steps >= 0 && steps == std::floor(steps) && steps < 1e15 ? text::count(static_cast<std::uint64_t>(steps))
                                                                  : text::rate(steps);
}

std::string unbroken(const std::string& formula) {
  std::string out;
  for (const char c : formula) out += c == '/' ? "/\u2060" : std::string(1, c);
  return out;
}

}  // namespace paribus
