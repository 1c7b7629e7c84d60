// Where training breaks against where theory said, and the loss curves beside theory's exact ones.
#include <algorithm>
#include <cmath>

#include "paribus/report/inquiry.hpp"

namespace paribus {

namespace {

struct Group { std::vector<const Result*> results; };
using Groups = std::map<std::pair<std::size_t, std::size_t>, Group>;  // (panel, series)

Groups thresholds(const Answer& a, const Layout& layout, const Results& results) {
  Groups out;
  for (const auto& r : results)
    if (r.subject == "threshold") out[{layout.index(a.panels, r.levels), layout.index(a.series, r.levels)}].results.push_back(&r);
  return out;
}

Facts facts_at(const Result& r, const std::string& lambda) {
  Facts f = r.facts;
  f["lambda_max"] = r.facts.at(lambda);
  return f;
}

/// A break is known to half its bracket, whatever the spread over replicates.
Estimate widened(Estimate e, double tolerance) {
  const double half = std::sqrt(1 + tolerance);
  return {e.value, e.low / half, e.high * half};
}

/// The limits speak of growth in the long run. Only plain gradient descent falls monotonically below its limit;
/// a method with a memory may rise above its start for a while and still settle.
bool foretold(const std::string& definition, const Result& r) {
  return definition == "bounded" || r.words.at("optimizer") == "gradient_descent";
}

/// Measured breaks of one definition over predictions whose curvature was taken at `against`.
Answer::Ratio ratio(const std::pair<std::size_t, std::size_t>& at, const Group& g, const std::string& definition, const std::string& against,
                    const Theory& theory, double overlap) {
  Answer::Ratio out{at.first, at.second, definition, against, {}, {}, 0, g.results.size(), 0, Prediction::Assumption::unknown, "", ""};
  Vector measured, predicted, ratios;
  double tolerance = 0;
  for (const auto* r : g.results) {
    const double rate = r->scores.at(definition + ".rate");
    out.beyond += r->scores.at(definition + ".beyond") != 0;
    if (!(rate > 0)) continue;
    if (const auto t = r->scores.find("tolerance"); t != r->scores.end()) tolerance = t->second;
    measured.push_back(rate);
    const auto p = theory.predict(facts_at(*r, against == "start" ? "lambda_max" : definition + ".lambda_reached"), r->words);
    if (!p) {
      out.why = theory.silence(r->words);
      continue;
    }
    predicted.push_back(p->values[0]);
    ratios.push_back(rate / p->values[0]);
    out.assumption = p->assumption, out.why = p->why, out.formula = p->formula;
    if (!foretold(definition, *r)) {
      out.assumption = Prediction::Assumption::broken;
      out.why = "the limit speaks of the long run, and a method with a memory may rise above its start before it settles";
    }
  }
  out.measured = widened(geometric_estimate(measured, overlap), tolerance);
  out.ratio = widened(geometric_estimate(ratios, overlap), tolerance);
  out.predicted = geometric_estimate(predicted).value;
  return out;
}

std::vector<std::string> definitions(const Result& r) {
  std::vector<std::string> out;
  for (const auto& [name, value] : r.scores)
    if (name.ends_with(".rate")) out.push_back(name.substr(0, name.size() - 5));
  return out;
}

/// Is this result of the grid a full-batch run? Theory's limits speak of the full objective.
bool full_batch(const Result& r) {
  const auto it = r.levels.find("training.batch_size");
  return it == r.levels.end() || it->second.plain() == "all";
}

void add_collapse(Answer& a, const Layout& layout, const Theory& theory, const Inquiry& q) {
  struct Sum { Vector x, growth; std::size_t facet = 0, diverged = 0, runs = 0; };
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Sum> sums;
  for (const auto& [p, r] : layout.grid()) {
    if (!full_batch(*r) || !r->facts.contains("lambda_max")) continue;
    const auto limit = theory.predict(r->facts, r->words);
    if (!limit || a.axis.address != "optimizer." + limit->axis) continue;
    Sum& s = sums[{p.panel, p.series, p.level}];
    s.facet = p.facet;
    ++s.runs;
    s.x.push_back(a.axis.levels[p.level] / limit->values[0]);
    if (r->outcome == Outcome::diverged) ++s.diverged;
    else s.growth.push_back(r->scores.at("objective.end") / r->scores.at("objective.start"));
  }
  for (const auto& [at, s] : sums) {
    const auto [panel, series, level] = at;
    a.collapse.push_back({panel, series, s.facet, geometric_estimate(s.x).value, geometric_estimate(s.growth, q.overlap()), s.diverged, s.runs});
  }
}

/// The measured loss curve of one replicate beside theory's, at the largest tried rate below nine tenths of the limit.
void add_overlays(Answer& a, const Layout& layout, const Groups& groups, const Theory& limit_theory, const Theory& curve_theory) {
  for (const auto& [at, group] : groups) {
    const Result* facts = group.results.front();
    const auto limit = limit_theory.predict(facts->facts, facts->words);
    if (!limit || !facts->facts.contains("eigenvalues") || a.axis.address != "optimizer.learning_rate") continue;
    const Result* run = nullptr;
    double rate = 0;
    for (const auto& [p, r] : layout.grid()) {
      const double x = a.axis.levels[p.level];
      if (p.panel == at.first && p.series == at.second && r->block == facts->block && full_batch(*r) && x > rate && x < 0.9 * limit->values[0]) rate = x, run = r;
    }
    if (!run) continue;
    const auto curve = std::find_if(run->curves.begin(), run->curves.end(), [](const Curve& c) { return c.name == "objective"; });
    Facts f = facts->facts;
    f["learning_rate"] = {rate};
    f["steps"] = curve->at;
    const auto p = curve_theory.predict(f, facts->words);
    if (!p) continue;
    Answer::Overlay o{at.first, at.second, rate, curve->at, curve->values, p->values, 0};
    for (std::size_t i = 0; i < o.steps.size(); ++i) o.worst = std::max(o.worst, std::abs(o.measured[i] - o.predicted[i]) / o.measured[0]);
    a.overlays.push_back(std::move(o));
  }
}

}  // namespace

void add_breaks(Answer& a, const Layout& layout, const Results& results, const Inquiry& q) {
  if (std::find(q.theories.begin(), q.theories.end(), "stability_limit") == q.theories.end()) return;
  const auto theory = get(theories(), "stability_limit", "theory").make(Settings{});
  const auto groups = thresholds(a, layout, results);
  for (const auto& [at, group] : groups)
    for (const auto& definition : definitions(*group.results.front()))
      for (const char* against : {"start", "reached"}) {
        const auto r = ratio(at, group, definition, against, *theory, q.overlap());
        if (r.predicted > 0 || std::string(against) == "start") a.ratios.push_back(r);  // silence is said once
      }
  add_collapse(a, layout, *theory, q);
  if (std::find(q.theories.begin(), q.theories.end(), "quadratic_loss_curve") != q.theories.end())
    add_overlays(a, layout, groups, *theory, *get(theories(), "quadratic_loss_curve", "theory").make(Settings{}));
}

}  // namespace paribus
