// Where training breaks: the largest stable learning rate of one model and optimizer from one start, by each of
// the study's definitions, with the curvature at the start and at the point that the last stable run reached.
#include "paribus/learner/spectrum.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

class ThresholdSubject final : public RunByRun {
 private:
  Result one(const Study& study, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Vector start = start_theta(*bench, shared.chance(run.replicate).start);
    Result out;
    out.subject = run.subject;
    out.words["optimizer"] = setup.optimizer.kind;
    out.words["objective"] = bench->quadratic ? "quadratic" : bench->why;
    for (const auto& a : setup.optimizer.part)
      if (a.name == "beta") out.facts["beta"] = {std::get<double>(a.value.is)};
    out.facts["lambda_max"] = {shared.sharpness_at_start(setup, run.replicate)};
    if (bench->quadratic) {
      const QuadraticFacts q = quadratic_facts(*bench, start);
      out.facts["eigenvalues"] = q.eigenvalues;
      out.facts["energies"] = q.energies;
      out.facts["least_loss"] = {q.least_loss};
      out.facts["first_loss"] = {q.first_loss};
    }
    // The search may begin anywhere; it begins near where theory puts the break (not at that very number: a break found on a
    // grid around it would look like a hit), or at the usual rate where there is none.
    const auto limit = get(theories(), "stability_limit", "theory").make(Settings{})->predict(out.facts, out.words);
    const ThresholdPlan plan{study.threshold.tolerance};
    BreakSearch search{*bench, *setup.optimizer.optimizer, start, study.threshold.steps(setup.kind)};
    out.scores["tolerance"] = study.threshold.tolerance;
    for (const auto& definition : study.threshold.definitions) {
      const Threshold t = search.find(stability(definition), plan, limit ? 1.05 * limit->values[0] : 0.01);
      out.scores[definition + ".rate"] = t.rate;
      out.scores[definition + ".beyond"] = t.beyond;
      out.scores[definition + ".runs"] = static_cast<double>(t.runs);
      out.facts[definition + ".lambda_reached"] = {sharpness(*bench, t.theta, 1e-3).value};
    }
    return out;
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> threshold = entry<Subject, ThresholdSubject>(
    {"threshold", "breaking point", "bisects the largest stable learning rate of a model and optimizer"});
}  // namespace parts::subjects
}  // namespace paribus
