#include "paribus/base/hash.hpp"
#include "paribus/base/numerics.hpp"
#include "paribus/study/checks.hpp"
#include "paribus/study/measure.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {

namespace {

std::string metric_list(const Study& s, const Setup& setup) {
  std::string out = s.answer.metric;
  for (const auto& m : s.answer.also)
    if (!meaningless(*get(metrics(), m, "metric").make(Settings{}), setup)) out += "," + m;
  return out;
}

/// Everything a result depends on, as text: the key is its SHA-256.
std::string key_of(const std::string& subject, const std::string& what, const Study& s, std::size_t replicate) {
  const auto& r = s.replicates;
  const auto at = [&](bool varies) { return std::to_string(varies ? replicate : 0); };
  return sha256("numerics " + std::to_string(numerics_version) + "\nsubject " + subject + "\n" + what + "seed " + std::to_string(r.seed) +
                "\nstart " + at(r.start) + "\nbatches " + at(r.batches) + "\nsplit " + at(r.split) + "\n" + (r.noise ? "noise " + at(true) + "\n" : ""))
      .hex();
}

Choices with_levels(const Study& s, const Choices& levels) {
  Choices all = s.fixed;
  for (const auto& [address, value] : levels) all[address] = value;
  return all;
}

/// What a run learns from, and how: by whose program, too, if it is not ours.
std::string learning_text(const Setup& setup, Preparations& shared) {
  const std::string engine = setup.learner ? setup.learner->engine() : "";
  return "data " + shared.dataset(setup.data)->provenance.sha256 + "\n" + setup.data_text + setup.model_text +
         (engine.empty() ? "" : "engine " + engine + "\n") + setup.training_text;
}

std::string training_key(const Study& s, const Setup& setup, Preparations& shared) {
  return learning_text(setup, shared) + "metrics " + metric_list(s, setup) + "\ntheory " + (s.answer.theory.empty() ? "no" : "yes") + "\n";
}

/// One result holds all that its subject measures, so the question has no part in the key.
std::string measured_key(const Study& s, const Choices& choices, const Setup& setup, Preparations& shared) {
  const Settings own{choices, "measure." + s.measure.kind + "."};
  const auto subject = get(subjects(), s.measure.kind, "subject").make(own);
  std::string out;
  if (subject->learns()) out = learning_text(setup, shared);
  if (subject->version() > 1) out += "version " + std::to_string(subject->version()) + "\n";
  for (const auto& a : own.asked()) out += own.prefix() + a.name + " = " + a.value.text() + "\n";
  return out;
}

void add_training(std::vector<Run>& out, const Study& s, Preparations& shared, const std::string& subject, const Choices& levels,
                  std::size_t first_replicate, std::size_t replicates) {
  const Choices choices = with_levels(s, levels);
  const Setup setup{choices};
  const std::string what = subject == s.measure.kind && !s.measure.predicts() ? measured_key(s, choices, setup, shared) : training_key(s, setup, shared);
  for (std::size_t r = first_replicate; r < first_replicate + replicates; ++r)
    out.push_back({subject, choices, levels, r, key_of(subject, what, s, r)});
}

}  // namespace

std::vector<Cell> cells(const Study& s) { return s.plan->plan(s.factors, {s.replicates.seed, 0, "design"}); }

std::vector<Run> unfold(const Study& s, Preparations& shared) {
  std::vector<Run> out;
  std::map<std::string, Choices> breaking;  // one threshold per combination of model, data and optimizer
  for (const auto& cell : cells(s)) {
    Choices levels;
    for (std::size_t f = 0; f < s.factors.size(); ++f) levels[s.factors[f].address] = cell[f];
    add_training(out, s, shared, s.measure.kind, levels, 0, s.replicates.count);
    if (s.threshold.definitions.empty()) continue;
    Choices rest;
    for (const auto& [address, value] : levels)
      if (address != "optimizer.learning_rate" && (!address.starts_with("training.") || address == "training.l2" || address == "training.loss"))
        rest[address] = value;
    std::string name;
    for (const auto& [address, value] : rest) name += address + value.text() + "\n";
    breaking.emplace(name, rest);
  }
  for (const auto& [name, levels] : breaking) {
    const Choices choices = with_levels(s, levels);
    const Setup setup{choices};
    if (!setup.model) continue;
    std::string what = "data " + shared.dataset(setup.data)->provenance.sha256 + "\n" + setup.data_text + setup.model_text +
                       "optimizer " + setup.optimizer.kind + "\n";
    for (const auto& a : setup.optimizer.part) what += a.name + " = " + a.value.text() + "\n";
    for (const auto& d : s.threshold.definitions) what += d + "\n";
    what += shortest(s.threshold.tolerance) + "\n" + std::to_string(s.threshold.steps(setup.kind)) + "\n";
    for (std::size_t r = 0; r < s.replicates.count; ++r) out.push_back({"threshold", choices, levels, r, key_of("threshold", what, s, r)});
  }
  return out;
}

std::vector<Run> openings(const Study& s, Preparations& shared, const std::vector<Choices>& chosen) {
  std::vector<Run> out;
  for (const auto& levels : chosen) add_training(out, s, shared, "opening", levels, s.replicates.count, s.replicates.count);
  return out;
}

std::vector<Run> baselines(const Study& s, Preparations& shared) {
  std::vector<Choices> rows{{}};
  for (const auto& f : s.factors) {
    if (!f.address.starts_with("data.")) continue;
    std::vector<Choices> more;
    for (const auto& r : rows)
      for (const auto& level : f.levels) more.emplace_back(r)[f.address] = level;
    rows = std::move(more);
  }
  std::vector<Run> out;
  for (const auto& r : rows)
    for (const auto& name : s.answer.baselines) {
      Choices levels = r;
      levels["model.kind"] = {name};
      add_training(out, s, shared, "baseline", levels, s.replicates.count, varies(s, Setup{with_levels(s, levels)}) ? s.replicates.count : 1);
    }
  return out;
}

}  // namespace paribus
