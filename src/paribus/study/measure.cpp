#include "paribus/study/measure.hpp"

#include <deque>

#include "paribus/theory/theory.hpp"

namespace paribus {

bool meaningless(const Metric& metric, const Setup& setup) {
  if (!metric.of_probabilities) return false;
  return setup.learner ? !setup.learner->probabilities() : loss_word(setup, Task::classification) != "cross_entropy";
}

std::vector<const Entry<Metric>*> recorded_metrics(const Study& study, Task task, const Setup& setup) {
  const bool classes = task == Task::classification;
  std::vector<std::string> wanted{study.answer.metric == "default" ? (classes ? "accuracy" : "r2") : study.answer.metric};
  for (const auto& m : study.answer.also)
    if (m != wanted[0]) wanted.push_back(m);
  std::vector<const Entry<Metric>*> out;
  for (const auto& name : wanted) {
    const auto& e = get(metrics(), name, "metric");
    const auto metric = e.make(Settings{});
    if (metric->classification != classes)
      throw Error("metric " + name + " is for " + (classes ? "numbers, but the target is a class" : "classes, but the target is a number"),
                  std::string("use ") + (classes ? "accuracy, f1_macro or log_loss" : "r2 or rmse"), {study.path});
    if (!meaningless(*metric, setup)) out.push_back(&e);
  }
  return out;
}

double absolute_rate(const Setup& setup, const Bench& bench, double lambda, const Where& where) {
  Facts facts{{"lambda_max", {lambda}}};
  for (const auto& a : setup.optimizer.part)
    if (a.name == "beta") facts["beta"] = {std::get<double>(a.value.is)};
  const Words words{{"optimizer", setup.optimizer.kind}, {"objective", bench.quadratic ? "quadratic" : bench.why}};
  const auto limit = get(theories(), "stability_limit", "theory").make(Settings{})->predict(facts, words);
  if (!limit)
    throw Error("optimizer.learning_rate_unit = \"limit\" has no meaning for " + setup.optimizer.kind + ": theory gives no stability limit for it",
                "write learning_rate_unit = \"absolute\", or choose gradient_descent, momentum or nesterov", where);
  return setup.optimizer.learning_rate * limit->values[0];
}

namespace {

Result of_learner(const Run& run, const Setup& setup, const Prepared& data, const Chance& chance, const Examples& part,
                  const std::string& name, std::span<const Entry<Metric>* const> metrics) {
  Result out;
  const auto fitted = setup.learner->fit(data, chance.start);
  const Matrix z = fitted->predict(part);
  Bench bench;
  bench.data = std::shared_ptr<const Prepared>(&data, [](const Prepared*) {});
  for (const auto* m : metrics) out.scores[name + "." + std::string(m->name)] = score(bench, z, part, *m->make(Settings{}));
  out.subject = run.subject;
  return out;
}

}  // namespace

std::vector<Result> measure(const Study& study, Preparations& shared, std::span<const Run* const> runs, const std::string& part) {
  const std::size_t replicate = runs.front()->replicate;
  std::deque<Setup> setups;
  for (const Run* run : runs) setups.emplace_back(run->choices);
  const Setup& first = setups.front();
  const auto data = shared.prepared(first, replicate);
  const auto entries = recorded_metrics(study, data->task, first);
  const Examples& examples = part == "test" ? data->test : data->validation;
  const Chance chance = shared.chance(replicate);
  std::vector<Result> out;
  if (first.learner) {
    for (std::size_t i = 0; i < runs.size(); ++i) out.push_back(of_learner(*runs[i], setups[i], *data, chance, examples, part, entries));
    return out;
  }

  const auto bench = shared.bench(first, replicate);
  std::vector<const OptimizerSettings*> optimizers;
  for (Setup& s : setups) {
    if (s.optimizer.in_limits) s.optimizer.learning_rate = absolute_rate(s, *bench, shared.sharpness_at_start(s, replicate), {study.path});
    optimizers.push_back(&s.optimizer);
  }
  std::vector<std::unique_ptr<const Metric>> owned;
  std::vector<const Metric*> list;
  for (const auto* e : entries) list.push_back(owned.emplace_back(e->make(Settings{})).get());
  const bool closed = part == "validation";
  const auto trained = train(*bench, first.training, optimizers, chance,
                             closed ? std::span<const Metric* const>{list} : std::span<const Metric* const>{}, first.training.curve_points);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Trained& t = trained[i];
    const Setup& setup = setups[i];
    Result& r = out.emplace_back();
    r.subject = runs[i]->subject;
    r.outcome = t.trajectory.outcome;
    r.scores["objective.start"] = t.start;
    r.scores["objective.end"] = t.end;
    const Vector at(t.at.begin(), t.at.end());
    if (closed) {
      r.curves.push_back({"objective", at, t.objective});
      for (std::size_t m = 0; m < list.size(); ++m) {
        const std::string name = part + "." + std::string(entries[m]->name);
        r.curves.push_back({name, at, t.scores[m]});
        r.scores[name] = t.scores[m].back();
      }
      r.words["optimizer"] = setup.optimizer.kind;
      r.words["objective"] = bench->quadratic ? "quadratic" : bench->why;
      for (const auto& a : setup.optimizer.part)
        if (a.name == "beta") r.facts["beta"] = {std::get<double>(a.value.is)};
      if (!study.answer.theory.empty()) r.facts["lambda_max"] = {shared.sharpness_at_start(setup, replicate)};
    } else {
      Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, bench->l2};
      const bool lost = t.trajectory.outcome == Outcome::diverged;
      const Matrix z = lost ? Matrix{} : risk.predict(t.trajectory.phase.theta, *bench->test);
      for (std::size_t m = 0; m < list.size(); ++m)
        r.scores[part + "." + std::string(entries[m]->name)] = lost ? list[m]->worst() : score(*bench, z, examples, *list[m]);
    }
  }
  return out;
}

}  // namespace paribus
