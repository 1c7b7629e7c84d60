// The words of a study that measures a quantity of its runs: does theory hold, how does the quantity go along x, and
// how many runs do not have it.
#include <algorithm>
#include <cmath>
#include <map>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/theories.hpp"

namespace paribus {

namespace {

using Kind = Prediction::Kind;

/// " (0.98 to 1.02)"; one value has no interval.
std::string interval(const Estimate& e, std::string (*say)(double)) {
  return std::isfinite(e.low) ? " (" + text::span(say(e.low), say(e.high)) + ")" : " (interval unknown)";
}
/// "learning rates", "batches"
std::string several(const Answer& a) { return paribus::several(a.axis.label); }
std::string plain_number(double x) { return text::number(x); }
std::string joined(std::initializer_list<std::string> parts, const char* between) {
  std::string out;
  for (const auto& p : parts)
    if (!p.empty()) out += (out.empty() ? "" : between) + p;
  return out;
}

/// The first theory that says something of a law; its index, or nothing.
const Answer::Beside* spoken(const Answer::Law& l) {
  for (const auto& t : l.theories)
    if (t.speaks) return &t;
  return nullptr;
}

std::size_t measured(const Answer::Law& l) {
  return static_cast<std::size_t>(
      std::count_if(l.cells.begin(), l.cells.end(), [](const auto& c) { return c.without < c.runs; }));
}

/// Whether theory holds over a law: in the mean over its cells, and in none of them missed.
Stand stand_of(const Answer& a, const Answer::Beside& t) {
  const Stand s = stand(t.kind, t.ratio, a.metric.margin);
  return s == Stand::holds && t.missed ? Stand::open : s;
}

std::string at_cells(const Answer& a, std::size_t n) { return plural(n, a.axis.label, several(a)); }

/// "theory holds to 5 %"; of a bound: "it stays below theory’s bound"
std::string keeping(const Answer& a, Kind kind) {
  const std::string within = " to " + text::percent(a.metric.margin);
  if (kind == Kind::upper) return "it stays below theory’s bound" + within;
  if (kind == Kind::lower) return "it stays above theory’s bound" + within;
  return "theory holds" + within;
}

/// "; theory holds at each of 5 learning rates"
std::string holding(const Answer& a, const Answer::Beside& t) {
  const std::size_t judged = t.cells - t.broken;
  const std::string within = " to " + text::percent(a.metric.margin), kept = keeping(a, t.kind);
  std::string out;
  switch (stand_of(a, t)) {
    case Stand::holds:
      if (t.kind == Kind::trend) out = kept;
      else if (t.held == judged)
        out = kept + " at " +
              (judged == 1   ? "the one "
               : judged == 2 ? "both "
                             : "each of ") +
              (judged < 3 ? judged == 2 ? several(a) : a.axis.label : at_cells(a, judged));
      else
        out = kept + " in the mean, and at " + text::count(t.held) + " of " + at_cells(a, judged) +
              " alone";
      break;
    case Stand::above:
      out = "theory is too low";
      break;
    case Stand::below:
      out = "theory is too high";
      break;
    case Stand::open:
      out = t.missed ? "theory misses at " + text::count(t.missed) + " of " + at_cells(a, judged)
                     : "whether theory holds" + within + " cannot be told";
      break;
    case Stand::silent:
      if (!t.broken) return "";
      return t.broken == t.cells ? "; theory’s assumption is broken throughout"
                                 : "; theory’s assumption is broken at " + text::count(t.broken) + " of " +
                                       at_cells(a, t.cells) + ", and too few are left to judge it";
  }
  if (t.broken) out += "; at " + at_cells(a, t.broken) + " its assumption is broken, and nothing is asked of it";
  return "; " + out;
}

/// ". Slope −1.00 (−1.01 to −0.99), foretold −1"
std::string slope_beside(const Answer::Law& l, const Answer::Beside& t) {
  if (!std::isfinite(l.slope.value)) return "";
  if (t.slope == 0 && std::max(std::abs(l.slope.low), std::abs(l.slope.high)) < 1e-9) return ". Slope 0, as foretold";  // to rounding
  return ". Slope " + text::number(l.slope.value) + interval(l.slope, plain_number) +
         (std::isfinite(t.slope) ? ", foretold " + text::number(t.slope, 3) : "");
}

std::string without(const Answer::Law& l) {
  std::size_t n = 0, runs = 0;
  for (const auto& c : l.cells) n += c.without, runs += c.runs;
  return n ? " (" + text::count(n) + " of " + plural(runs, "run", "runs") + " left out)" : "";
}

/// " It passes 0.1 at a width of 44 (38 to 50)."
std::string passing(const Answer& a, const Answer::Law& l) {
  if (!std::isfinite(l.passes.value)) return "";
  return " It passes " + text::number(a.target, 2) + " " + at_a(a.axis.label, text::number(l.passes.value, 2)) +
         interval(l.passes, [](double x) { return text::number(x, 2); }) + ".";
}

/// Does the first theory that speaks foretell the quantity itself?
bool foretold(const Answer::Law& l) {
  const auto* t = spoken(l);
  return t && (t->kind == Kind::trend || t->cells);
}

/// The laws of one quantity that theory is held against.
struct Judged {
  std::size_t all = 0, trends = 0;
  double low = infinity, high = -infinity;  ///< measured / foretold, or slope / slope
  void add(const Answer::Beside& t) {
    ++all, trends += t.kind == Kind::trend;
    low = std::min(low, t.ratio.value), high = std::max(high, t.ratio.value);
  }
  /// What the range is of.
  std::string name(const std::string& label) const {
    return trends == all ? "the slope of " + label : trends ? label + ", or its slope," : label;
  }
  /// "0.98 to 1.02"
  std::string words() const {
    const std::string from = text::number(low, 3), to = text::number(high, 3);
    return from == to ? from : text::span(from, to);
  }
};

Line sentence(const Answer& a, const Answer::Law& l) {
  const auto& q = a.quantities[l.quantity];
  const std::string name = law_name(a, l);
  Line out;
  if (!name.empty()) out.push_back({name, true});
  const std::string subject = name.empty() ? text::upper_first(q.label) : ": " + q.label;
  if (!measured(l))
    return out.push_back({subject + " was measured in no run: " + (l.cells.empty() ? "" : l.cells.front().why) + "."}),
           out;
  const auto* t = spoken(l);
  const std::string slope = law_slope(a, l);
  if (!t || (t->kind == Kind::trend && slope.empty())) {
    out.push_back({subject +
                   (slope.empty() ? " goes from " + text::number(l.cells.front().measured.value) + " to " +
                                        text::number(l.cells.back().measured.value)
                                  : " " + slope) +
                   without(l) + "."});
    return out;
  }
  if (t->kind == Kind::trend) {
    out.push_back({subject + " "});
    out.push_back({slope, true});
    out.push_back({", foretold " + text::number(t->slope, 2) + holding(a, *t) + without(l) + "."});
    return out;
  }
  if (std::isfinite(t->ratio.value)) {
    out.push_back(
        {name.empty() || l.quantity ? subject + " is " : ": "});  // the line above has named the question's quantity
    out.push_back({ratio_text(t->ratio.value) + " times " + unbroken(t->formula), true});
    out.push_back(
        {interval(t->ratio, ratio_text) + holding(a, *t) + slope_beside(l, *t) + without(l) + "."});
    return out;
  }
  out.push_back({subject + (slope.empty() ? " was measured" : " " + slope)});
  if (std::isfinite(t->mark.value))
    out.push_back({"; theory puts its change " + at_a(a.axis.label, text::number(t->mark.value)) + ", " +
                   unbroken(t->mark_formula)});
  out.push_back({holding(a, *t) + without(l) + "."});
  return out;
}

}  // namespace

std::string law_name(const Answer& a, const Answer::Law& l) {
  const auto one = [](const Answer::Group& g, const std::string& label) {
    return g.levels.size() > 1 ? short_label(label) : "";
  };
  return text::upper_first(joined({one(a.panels, panel_label(a, l.panel)), one(a.series, series_label(a, l.series)),
                                   one(a.facets, facet_words(a, l.facet))},
                                  ", "));
}

std::string law_slope(const Answer& a, const Answer::Law& l) {
  if (!std::isfinite(l.slope.value)) return "";
  const std::string verb = l.slope.high < 0 ? "falls as " : l.slope.low > 0 ? "grows as " : "goes as ";
  return verb + a.axis.label + " to the power " + text::number(l.slope.value) + interval(l.slope, plain_number);
}

std::string left_out(const Answer& a, std::size_t quantity) {
  std::size_t n = 0, runs = 0;
  std::map<std::string, std::size_t> why;
  for (const auto& l : a.laws) {
    if (l.quantity != quantity) continue;
    for (const auto& c : l.cells) {
      n += c.without, runs += c.runs;
      if (c.without && !c.why.empty()) why[c.why] += c.without;
    }
  }
  if (!n) return "";
  std::vector<std::string> said;
  for (const auto& [reason, count] : why)
    said.push_back(why.size() == 1 ? reason : reason + " (" + text::count(count) + ")");
  return text::count(n) + " of " + plural(runs, "run", "runs") + (n == 1 ? " is" : " are") + " left out" +
         (said.empty() ? "" : ": " + text::list(said));
}

Line law_deck(const Answer& a) {
  const auto& q = a.quantities[0];
  std::size_t all = 0, holds = 0, meanly = 0, misses = 0, partly = 0, open = 0, broken = 0;
  std::map<Kind, std::size_t> kinds;
  std::map<std::size_t, Judged> of;  // by quantity
  for (const auto& l : a.laws) {
    const auto* t = spoken(l);
    if (!foretold(l)) continue;
    ++all;
    const Stand s = stand_of(a, *t);
    broken += s == Stand::silent && t->broken;
    if (s == Stand::silent) continue;
    ++kinds[t->kind], of[l.quantity].add(*t);
    meanly += s == Stand::holds && t->kind != Kind::trend && t->held != t->cells - t->broken;
    holds += s == Stand::holds, misses += s == Stand::above || s == Stand::below;
    partly += s == Stand::open && t->missed, open += s == Stand::open && !t->missed;
  }
  const std::size_t judged = holds + misses + partly + open;
  const bool peaks = seeks(a);
  Line out = peaks ? peak_deck(a) : Line{};
  const std::string over = a.plan.replicates ? " Intervals are over " + text::count(a.plan.replicates) + " " +
                                                   a.plan.varied + (a.data.name.empty() ? "." : ", on this data.")
                                             : "";
  if (!judged && !peaks)
    out.push_back({text::upper_first(q.label) + " against " + a.axis.label +
                       (all || !a.theories.empty() ? ": theory can be held against none of it." : "."),
                   false});
  if (judged) {
    if (peaks) out.push_back({" "});
    const auto cases = [&](std::size_t n) {
      return judged == 1
                 ? ""
                 : " in " + (n == judged ? "all " + text::count(n) : text::count(n) + " of " + text::count(judged)) +
                       " cases" + (of.size() > 1 ? " of " + text::count(of.size()) + " quantities" : "");
    };
    // Of laws that are all bounds of one sort, a ratio far from 1 is no miss: they are said to be kept.
    const bool upper = kinds[Kind::upper] == judged, lower = kinds[Kind::lower] == judged, bound = upper || lower;
    // Cases are of all quantities; the range is of one, the first that was judged, and is said to be of that one.
    const auto& [first, range] = *of.begin();
    const std::string what = range.name(a.quantities[first].label);
    const std::string whose = of.size() > 1 ? "what was measured" : what;
    const std::string stays = upper ? " stays below theory’s bound" : " stays above theory’s bound";
    const std::string kept = (bound ? text::upper_first(whose) + stays : std::string("Theory holds")) +
                             (meanly ? " in the mean" : "");
    out.push_back({holds    ? kept + cases(holds)
                   : misses ? "Theory misses" + cases(misses)
                   : partly ? "Theory holds at some " + several(a) + " only"
                            : "Whether theory holds cannot be told",
                   !peaks});
    std::vector<std::string> rest;
    if (meanly && meanly < holds)
      rest.push_back("in " + text::count(holds - meanly) + " of them" + (several(a) == a.axis.label ? " at all " + a.axis.label + " that were" : " at each " + a.axis.label + " that was") + " judged");
    if (holds && misses) rest.push_back("in " + text::count(misses) + " it misses");
    if ((holds || misses) && partly)
      rest.push_back("in " + text::count(partly) + " it holds at some " + several(a) + " only");
    if ((holds || misses || partly) && open) rest.push_back("in " + text::count(open) + " it cannot be told");
    if (broken) rest.push_back("in " + text::count(broken) + " more its assumption is broken, and nothing is judged");
    out.push_back({(rest.empty() ? "" : "; " + text::list(rest)) + ": " + (bound && holds && whose == what ? "it" : what) +
                   " is " + range.words() + " times " + (bound ? "that bound" : "what it foretells") + "."});
  }
  out.push_back({over});
  if (const std::string l = left_out(a, 0); !l.empty())
    out.push_back({" " + l.substr(0, l.find(':')) + "; Figure 1 says why."});
  return out;
}

std::vector<Line> law_answers(const Answer& a) {
  std::vector<Line> out = seeks(a) ? peak_answers(a) : std::vector<Line>{};
  for (const auto& l : a.laws) {
    if ((l.quantity > 0 || seeks(a)) && !foretold(l)) continue;
    out.push_back(sentence(a, l));
    for (const std::string& more : {passing(a, l), law_further(a, l)})
      if (!more.empty()) out.back().push_back({more});
  }
  // Of further quantities the figures say enough, where there would be more lines than anybody reads.
  if (out.size() > 8)
    out.resize(static_cast<std::size_t>(
        std::count_if(a.laws.begin(), a.laws.end(), [](const auto& l) { return l.quantity == 0; })));
  return out;
}

}  // namespace paribus
