#include "app/inquire.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/study/checks.hpp"
#include "paribus/study/measure.hpp"
#include "paribus/study/subject.hpp"

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
  if (!scale(f)) return false;
  const auto [least, most] = std::minmax_element(f.levels.begin(), f.levels.end(), [&](const Value& a, const Value& b) { return number(a) < number(b); });
  return number(*least) > 0 && number(*most) / number(*least) >= 20;
}

/// The first level of every factor.
Choices first_choices(const Study& study) {
  Choices c = study.fixed;
  for (const auto& f : study.factors) c[f.address] = f.levels.front();
  return c;
}

/// What `also` asks of a model in the grid, and the metric itself even of a baseline, has to have a meaning for it.
void check_metrics(const Study& study, const Setup& setup, bool baseline) {
  auto asked = baseline ? std::vector<std::string>{} : study.answer.also;
  if (study.answer.metric != "default") asked.push_back(study.answer.metric);
  for (const auto& name : asked)
    if (meaningless(*get(metrics(), name, "metric").make(Settings{}), setup))
      throw Error(name + " is a score of probabilities, and " + setup.kind + " gives none" + (setup.learner ? "" : " when it is trained by squared error"),
                  std::string("ask for accuracy, balanced_accuracy or f1_macro, ") + (setup.learner ? "" : "write training.loss = \"cross_entropy\", ") + "or take " + setup.kind + " out", {study.path});
}

void try_cell(const Study& study, Preparations& shared, const Choices& c) {
  const Setup s{c};
  const auto subject = make_subject(study.measure.kind, c);
  if (!subject->learns()) return subject->check(s);
  const auto data = shared.prepared(s, 0);
  if (study.measure.predicts() && data->task != shared.prepared(Setup{first_choices(study)}, 0)->task)
    throw Error("data.source, data.target and data.target_type mix classes and numbers: no metric speaks of both", "make two studies of them", {study.path});
  subject->check(s);
  if (study.measure.predicts()) recorded_metrics(study, data->task, s), check_metrics(study, s, false);
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

/// The tasks and engines alone: whether a baseline fits all rows shows first of all runs.
void check_baselines(const Study& study, Task task) {
  for (const auto& name : study.answer.baselines) {
    const auto learner = get(learners(), name, "model").make(Settings{});
    learner->engine();   // throws Error if it is not here
    check_metrics(study, Setup{Choices{{"model.kind", Value{name}}}}, true);
    if (learner->only().value_or(task) != task)
      throw Error("answer.baselines names " + name + ", which predicts " + (task == Task::classification ? "numbers, but the target is a class" : "classes, but the target is a number"),
                  "take it out", study.fixed.at("answer.baselines").where);
  }
}

/// What a study measures that is no score: its quantities, the question's first, and the factor they are drawn along.
void ask_quantities(Inquiry& q, const Study& study) {
  const auto all = make_subject(study.measure.kind, study.fixed)->quantities();
  const auto add = [&](const std::string& name) {
    const auto it = std::find_if(all.begin(), all.end(), [&](const Quantity& x) { return name == "default" || x.name == name; });
    const bool known = std::any_of(q.quantities.begin(), q.quantities.end(), [&](const auto& x) { return x.name == it->name; });
    if (!known) q.quantities.push_back({it->name, it->label, it->meaning, it->unit, it->logarithmic, it->foretold.empty() ? it->name : it->foretold, it->behind, it->sought, it->range, it->seek});
  };
  add(study.answer.quantity);
  for (const auto& name : study.answer.also) add(name);
  q.along = study.answer.along;
  const auto words = [](const Levels& f) { return !f.scale; };
  if (std::count_if(q.question.factors.begin(), q.question.factors.end(), words) == 1) q.question.panels.clear();  // colors tell them apart
  const auto& first = q.quantities.front();
  q.metric = {first.name, first.label, false, true, -infinity, infinity, study.answer.margin};
  const auto& factors = q.question.factors;
  if (std::none_of(factors.begin(), factors.end(), [&](const Levels& f) { return f.scale && (q.along.empty() || f.address == q.along); }))
    throw Error((q.along.empty() ? "no factor is" : "answer.along = \"" + q.along + "\" is not") + " a number of at least three levels, along which " + first.label + " could be drawn",
                "give one, for example \"optimizer.learning_rate\" = { from = 0.01, to = 0.1, scale = \"log\", levels = 5 }", {study.path});
  if (factors.size() > 4)
    throw Error("a study of " + study.measure.kind + " has at most four factors: one along x, and panels, colors and a further split", "take " + std::to_string(factors.size() - 4) + " of them out of [factors]", {study.path});
}

/// From six data sets on they are what is drawn from: each level against the reference is one comparison over all of them.
/// Fewer could show nothing, and each is judged by itself.
bool many_sets(const Study& study) {
  const auto f = std::find_if(study.factors.begin(), study.factors.end(), [](const Factor& x) { return x.address == "data.source"; });
  const auto& compare = study.answer.compare;
  return study.measure.predicts() && f != study.factors.end() && f->levels.size() >= 6 && !compare.empty() && std::find(compare.begin(), compare.end(), f->address) == compare.end();
}

void ask_over_sets(Inquiry& q, const Study& study) {
  q.question.blocks = "data.source";
  q.question.panels = {q.question.blocks};
  q.population = Population::starts;   // as far as judges know: blocks that owe each other nothing
  if (study.answer.judge == "default") q.judge = "sign_flip";
  if (get(judges(), q.judge, "judge").make(Settings{})->population() != q.population)
    throw Error("judge '" + q.judge + "' is for splits of one data set, and here data sets are compared with one another", "use 'sign_flip', or leave answer.judge out", {study.path});
}

/// A size that differs between the cells is none of the study's: it is said with the factor instead.
void leave_out_varied(Answer::Data& data, const Study& study) {
  for (const auto& f : study.factors) {
    const bool rows = f.address == "data.rows";
    if (rows) data.rows = 0;
    if (rows || f.address == "data.split.validation" || f.address == "data.split.test") data.train = data.validation = data.test = 0;
  }
}

/// Whether a budget of steps says anything of this study: some model of it is trained by the flow.
bool takes_steps(const Study& study) {
  const auto f = std::find_if(study.factors.begin(), study.factors.end(), [](const Factor& x) { return x.address == "model.kind"; });
  if (f == study.factors.end()) return find(models(), Setup{first_choices(study)}.kind) != nullptr;
  return std::any_of(f->levels.begin(), f->levels.end(), [](const Value& v) { return find(models(), v.plain()) != nullptr; });
}

}  // namespace

Inquiry inquire(const Study& study, Preparations& shared) {
  try_cells(study, shared);
  const bool learns = make_subject(study.measure.kind, study.fixed)->learns();
  const auto data = learns ? shared.prepared(Setup{first_choices(study)}, 0) : std::make_shared<const Prepared>();
  check_baselines(study, data->task);
  Inquiry q;
  q.labels = labels(study);
  const auto kind = study.fixed.find("model.kind");
  if (std::ranges::none_of(study.factors, [](const Factor& f) { return f.address == "model.kind"; }))
    q.model = q.label("model.kind", kind != study.fixed.end() ? kind->second : Value{Setup{study.fixed}.kind});
  if (study.measure.predicts()) {
    const auto& metric = *recorded_metrics(study, data->task, Setup{first_choices(study)}).front();
    const auto facts = metric.make(Settings{});
    q.metric = {std::string(metric.name), std::string(metric.label), facts->percent, facts->better == Better::higher, facts->low, facts->high, study.answer.margin};
  }
  q.question = {"validation." + q.metric.name, q.metric.higher, {}, study.answer.compare, {}, study.answer.reference};
  for (const auto& f : study.factors) q.question.factors.push_back({f.address, f.levels, scale(f), logarithmic(f)});
  for (const auto& f : q.question.factors) {
    const bool compared = std::find(study.answer.compare.begin(), study.answer.compare.end(), f.address) != study.answer.compare.end();
    if (!compared && !f.scale && q.question.panels.empty()) q.question.panels.push_back(f.address);
  }
  if (!study.measure.predicts()) ask_quantities(q, study);
  q.population = study.replicates.split ? Population::new_data : Population::starts;
  q.judge = study.answer.judge != "default" ? study.answer.judge : study.replicates.split ? "corrected_resampled_t" : "sign_flip";
  q.family = {study.answer.margin, study.answer.level, learns ? static_cast<double>(data->test.size()) / static_cast<double>(data->train.size()) : 0};
  q.target = study.answer.target;
  q.theories = study.answer.theory;
  q.seed = study.replicates.seed;
  std::size_t blocks = study.replicates.count;
  if (many_sets(study)) {
    ask_over_sets(q, study);
    for (const auto& f : study.factors)
      if (f.address == q.question.blocks) blocks = f.levels.size();
  }
  if (const std::size_t n = family_size(q.question))
    check_family(get(judges(), q.judge, "judge"), q.population, blocks, n, q.family.level);
  check_replicates(study);
  check_scored_rows(study);
  return q;
}

void describe_data(Answer& a, const Study& study, Preparations& shared) {
  if (!make_subject(study.measure.kind, study.fixed)->learns()) return;
  const Setup s{first_choices(study)};
  const auto set = shared.dataset(s.data);
  const auto data = shared.prepared(s, 0);
  a.data = {set->name, data->target, set->provenance.origin, set->provenance.licence, set->provenance.sha256,
            data->train.size() + data->validation.size() + data->test.size(), set->features(),
            data->classes.size(), data->train.size(), data->validation.size(), data->test.size(), data->notes};
  leave_out_varied(a.data, study);
  const auto sources = std::find_if(study.factors.begin(), study.factors.end(), [](const Factor& f) { return f.address == "data.source"; });
  if ((study.measure.predicts() && !many_sets(study)) || sources == study.factors.end() || sources->levels.size() < 2) return;
  // Several sets side by side: each is said by name, and no number of the first stands for all.
  const auto names = labels(study);
  std::vector<std::string> all, notes;
  for (const auto& level : sources->levels) {
    Choices c = first_choices(study);
    c["data.source"] = level;
    const Setup one{c};
    const auto of = shared.prepared(one, 0);
    const auto label = names.find("data.source=" + level.plain());
    all.push_back(label == names.end() ? level.plain() : label->second);
    notes.push_back(all.back() + ": " + text::count(of->train.size()) + " rows for training, " + text::count(of->features.size()) + " features; " +
                    shared.dataset(one.data)->provenance.origin + "; SHA-256 " + shared.dataset(one.data)->provenance.sha256);
  }
  a.data = {};
  a.data.name = text::list(all);
  a.data.notes = notes;
}

void describe_plan(Answer& a, const Study& study) {
  a.title = study.title;
  a.plan.replicates = study.replicates.count;
  a.plan.varied = study.replicates.varied();
  const bool learns = make_subject(study.measure.kind, study.fixed)->learns();
  if (!study.replicates.split && !a.plan.population.empty()) a.plan.population = a.plan.varied + (learns ? ", on this split" : "");
  a.plan.seed = study.replicates.seed;
  if (!learns) return;
  const TrainingSettings training{Settings{study.fixed, "training."}};
  const auto batch = std::find_if(study.factors.begin(), study.factors.end(), [](const Factor& f) { return f.address == "training.batch_size"; });
  const auto budget = [&](const Value& size) {
    Choices c = study.fixed;
    c["training.batch_size"] = size;
    const std::string steps = TrainingSettings{Settings{c, "training."}}.budget(), word = size.plain();
    const auto space = steps.find(' ');
    return text::count(std::stoull(steps.substr(0, space))) + (word == "all" ? " full-batch" : "") + steps.substr(space) + (word == "all" ? "" : " of " + word + (word == "1" ? " row" : " rows"));
  };
  std::vector<std::string> budgets;
  if (batch == study.factors.end()) budgets.push_back(budget(training.batch_size ? Value{static_cast<std::int64_t>(training.batch_size)} : Value{std::string("all")}));
  else for (const auto& v : batch->levels) budgets.push_back(budget(v));
  if (takes_steps(study)) a.plan.budget = text::list(budgets);
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
