#include "app/inquire.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/study/measure.hpp"

namespace paribus {

namespace {

bool scale(const Factor& f) {
  return f.levels.size() > 2 && std::all_of(f.levels.begin(), f.levels.end(), [](const Value& v) {
           return std::holds_alternative<double>(v.is) || std::holds_alternative<std::int64_t>(v.is);
         });
}

/// Levels that grow by factors are drawn on a logarithmic axis, whether they were listed or given as a range.
bool logarithmic(const Factor& f) {
  if (f.range) return f.logarithmic;
  const auto number = [](const Value& v) { return std::holds_alternative<double>(v.is) ? std::get<double>(v.is) : static_cast<double>(std::get<std::int64_t>(v.is)); };
  return scale(f) && number(f.levels.front()) > 0 && number(f.levels.back()) / number(f.levels.front()) >= 20;
}

/// The first level of every factor.
Choices first_choices(const Study& study) {
  Choices c = study.fixed;
  for (const auto& f : study.factors) c[f.address] = f.levels.front();
  return c;
}

void try_cell(const Study& study, Preparations& shared, const Choices& c) {
  const Setup s{c};
  const auto data = shared.prepared(s, 0);
  if (data->task != shared.prepared(Setup{first_choices(study)}, 0)->task)
    throw Error("data.source and data.target mix classes and numbers: no metric speaks of both", "make two studies of them", {study.path});
  recorded_metrics(study, data->task);
  if (s.learner) {
    s.learner->fit(*data, shared.chance(0).start);
    return;
  }
  const auto bench = shared.bench(s, 0);
  if (s.optimizer.in_limits) absolute_rate(s, *bench, 1, {study.path});
}

/// For each model, every level of every factor beside the first levels of the others: this finds every mismatch of
/// model, data, loss, metric and optimizer before the first run.
void try_cells(const Study& study, Preparations& shared) {
  const auto one = [&](const Value* model) {
    Choices first = first_choices(study);
    if (model) first["model.kind"] = *model;
    try_cell(study, shared, first);
    for (const auto& f : study.factors)
      for (const auto& level : f.levels) {
        Choices c = first;
        c[f.address] = level;
        if (f.address != "model.kind") try_cell(study, shared, c);
      }
  };
  const auto f = std::find_if(study.factors.begin(), study.factors.end(), [](const Factor& x) { return x.address == "model.kind"; });
  if (f == study.factors.end()) return one(nullptr);
  for (const auto& level : f->levels) one(&level);
}

}  // namespace

Inquiry inquire(const Study& study, Preparations& shared) {
  try_cells(study, shared);
  const auto data = shared.prepared(Setup{first_choices(study)}, 0);
  const auto& metric = *recorded_metrics(study, data->task).front();
  const auto facts = metric.make(Settings{});
  Inquiry q;
  q.labels = labels(study);
  q.metric = {std::string(metric.name), std::string(metric.label), facts->percent, facts->better == Better::higher, facts->low, facts->high, study.answer.margin};
  q.question = {"validation." + q.metric.name, q.metric.higher, {}, study.answer.compare, {}, study.answer.reference};
  for (const auto& f : study.factors) q.question.factors.push_back({f.address, f.levels, scale(f), logarithmic(f)});
  for (const auto& f : q.question.factors) {
    const bool compared = std::find(study.answer.compare.begin(), study.answer.compare.end(), f.address) != study.answer.compare.end();
    if (!compared && !f.scale && q.question.panels.empty()) q.question.panels.push_back(f.address);
  }
  q.population = study.replicates.split ? Population::new_data : Population::starts;
  q.judge = study.answer.judge != "default" ? study.answer.judge : study.replicates.split ? "corrected_resampled_t" : "sign_flip";
  q.family = {study.answer.margin, study.answer.level, static_cast<double>(data->test.size()) / static_cast<double>(data->train.size())};
  q.target = study.answer.target;
  q.theories = study.answer.theory;
  q.seed = study.replicates.seed;
  if (const std::size_t n = family_size(q.question))
    check_family(get(judges(), q.judge, "judge"), q.population, study.replicates.count, n, q.family.level);
  return q;
}

void describe_data(Answer& a, const Study& study, Preparations& shared) {
  const Setup s{first_choices(study)};
  const auto set = shared.dataset(s.data);
  const auto data = shared.prepared(s, 0);
  a.data = {set->name, data->target, set->provenance.origin, set->provenance.licence, set->provenance.sha256,
            data->train.size() + data->validation.size() + data->test.size(), set->features(),
            data->classes.size(), data->train.size(), data->validation.size(), data->test.size(), data->notes};
}

void describe_plan(Answer& a, const Study& study) {
  a.title = study.title;
  a.plan.replicates = study.replicates.count;
  a.plan.varied = study.replicates.varied();
  if (!study.replicates.split && !a.plan.population.empty()) a.plan.population = a.plan.varied + ", on this split";
  a.plan.seed = study.replicates.seed;
  const TrainingSettings training{Settings{study.fixed, "training."}};
  const auto batch = std::find_if(study.factors.begin(), study.factors.end(), [](const Factor& f) { return f.address == "training.batch_size"; });
  const auto budget = [&](const Value& size) {
    Choices c = study.fixed;
    c["training.batch_size"] = size;
    const std::string steps = TrainingSettings{Settings{c, "training."}}.budget(), word = size.plain();
    const auto space = steps.find(' ');
    return text::count(std::stoull(steps.substr(0, space))) + (word == "all" ? " full-batch" : "") + steps.substr(space) + (word == "all" ? "" : " of " + word + " rows");
  };
  std::vector<std::string> budgets;
  if (batch == study.factors.end()) budgets.push_back(budget(training.batch_size ? Value{static_cast<std::int64_t>(training.batch_size)} : Value{std::string("all")}));
  else for (const auto& v : batch->levels) budgets.push_back(budget(v));
  a.plan.budget = text::list(budgets);
  if (study.threshold.definitions.empty()) return;
  const auto kinds = std::find_if(study.factors.begin(), study.factors.end(), [](const Factor& f) { return f.address == "model.kind"; });
  const auto names = labels(study);
  std::vector<std::string> searches;
  const auto search = [&](const std::string& kind) {
    if (find(models(), kind)) searches.push_back(text::count(study.threshold.steps(kind)) + " full-batch steps for " + text::lower_first(names.at("model.kind=" + kind)));
  };
  if (kinds == study.factors.end()) search(Setup{first_choices(study)}.kind);
  else for (const auto& v : kinds->levels) search(v.plain());
  a.plan.search = "to " + text::percent(study.threshold.tolerance) + ", with " + text::list(searches);
}

}  // namespace paribus
