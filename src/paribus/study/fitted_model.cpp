#include "paribus/study/fitted_model.hpp"

#include <algorithm>
#include <numeric>

#include "paribus/base/numerics.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/classes.hpp"
#include "paribus/data/split.hpp"
#include "paribus/learner/network_fit.hpp"
#include "paribus/learner/spectrum.hpp"
#include "paribus/study/grouped_table.hpp"
#include "paribus/study/measure.hpp"

namespace paribus {
namespace {

using Rows = std::vector<std::uint32_t>;

Rows joined(Rows a, const Rows& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  return a;
}

/// All rows, or as many as data.rows says, to fit; or a part of them held out.
Split divided(const Dataset& data, const DataSettings& settings, const StreamName& name, bool hold_out) {
  if (!hold_out && settings.rows == 0) {
    Split all;
    all.train.resize(data.rows());
    std::iota(all.train.begin(), all.train.end(), 0u);
    return all;
  }
  Split parts = partition(data, settings, name);
  parts.train = joined(std::move(parts.train), parts.validation);
  if (!hold_out) parts.train = joined(std::move(parts.train), parts.test), parts.test.clear();
  parts.validation = parts.test;   // nothing is chosen here, so one part is enough
  return parts;
}

void add_hold_out(FittedModel& model, const Prepared& data, const Bench& bench) {
  const Matrix z = model.fitted->predict(data.test);
  for (const auto* e : metrics()) {
    const auto metric = e->make(Settings{});
    if (metric->classification != (data.task == Task::classification) || (metric->of_probabilities && !model.probabilities)) continue;
    model.summary.numbers.push_back({"hold_out_" + std::string(e->name), std::string(e->label) + " on the " + text::plain(text::count(data.test.size())) + " rows held out",
                                     score(bench, z, data.test, *metric)});
  }
}

void train_network(FittedModel& model, const Setup& given, const std::shared_ptr<const Prepared>& data, std::uint64_t seed) {
  Setup setup = given;
  const auto bench = bench_of(setup, data);
  const Chance chance{{seed, 0, "start"}, {seed, 0, "batches"}};
  if (setup.optimizer.in_limits)
    setup.optimizer.learning_rate = absolute_rate(setup, *bench, sharpness(*bench, start_theta(*bench, chance.start)).value, {});
  model.probabilities = loss_word(setup, data->task) == "cross_entropy";
  auto fitted = fit_network(*bench, loss_word(setup, data->task), setup.training, setup.optimizer, chance);
  model.summary = *fitted->summary();
  model.fitted = std::move(fitted);
  add_hold_out(model, *data, *bench);
}

/// What was fitted to margins or squared errors gives scores.
bool says_probabilities(const Kept& kept) { return !kept.words.contains("loss") || kept.words.at("loss") == "cross_entropy"; }

/// The settings of the model that was built, given or not: a later version may have other defaults.
void add_asked(Choices& all, const std::string& prefix, const std::vector<Ask>& asked) {
  for (const auto& a : asked) all.insert_or_assign(prefix + a.name, Value{a.value.is});
}

/// What data.target_type becomes; it is read so.
std::string settle_target(Dataset& table, const Setup& setup) {
  const std::string& asked = setup.data.target_type;
  const Column* target = table.target();
  const bool numbers_alone = setup.learner && setup.learner->only() == Task::regression;
  if (asked != "auto" || !numbers_alone || !target || !target->categorical || !numbers_as_names(target->categories)) {
    read_target_as(table, asked);
    return asked;
  }
  const auto note = "the target '" + target->name + "' holds " + std::to_string(target->categories.size()) + " different numbers, read as numbers since " +
                    setup.kind + " predicts nothing else";
  read_target_as(table, "number");
  table.notes.push_back(note);
  return "number";
}

}  // namespace

FittedModel fit_model(Dataset table, const Choices& settings) {
  const Setup setup{settings};
  const std::string target_type = settle_target(table, setup);
  const auto seed = ReplicateSettings{Settings{settings, "replicates."}}.seed;
  const bool network = setup.model != nullptr;
  check_table(table, setup.data);
  const Split parts = divided(table, setup.data, {seed, 0, "split"}, network);
  const auto data = prepare(table, setup.data, parts, !network, {seed, 0, "projection"});

  FittedModel out;
  out.settings = settings;
  if (target_type != "auto") out.settings.insert_or_assign("data.target_type", Value{target_type});
  add_asked(out.settings, "model." + setup.kind + ".", setup.model_asked);
  for (auto& [address, value] : out.settings) value.where = {};
  out.kind = setup.kind;
  out.label = network ? find(models(), setup.kind)->label : find(learners(), setup.kind)->label;
  out.preprocessing = *data->preprocessing;
  out.data = table.name, out.sha256 = table.provenance.sha256;
  out.rows = data->train.size(), out.held_out = data->test.size();
  out.notes = data->notes;
  if (!data->train.weight.empty())
    out.notes.push_back(std::string("a weight says how often its row counts, as if the row were repeated") +
                        (data->task == Task::regression ? "; R's lm(weights = ) takes weights for precisions: the same coefficients, other standard errors" : ""));
  if (network) {
    train_network(out, setup, data, seed);
    return out;
  }
  out.fitted = setup.learner->fit(*data, {seed, 0, "start"});
  out.probabilities = says_probabilities(out.fitted->keep());
  if (auto s = out.fitted->summary()) out.summary = std::move(*s);
  return out;
}

ModelFile FittedModel::keep() const {
  const Kept kept = fitted->keep();
  ModelFile out{preprocessing.keep(), kept.arrays};
  out.arrays.merge(preprocessing.arrays());
  for (const auto& [address, value] : settings) out.head["settings." + address] = value;
  for (const auto& [name, word] : kept.words) out.head["words." + name] = {word};
  out.head["program"] = {std::string(program_version)};
  out.head["numerics"] = {std::int64_t{numerics_version}};
  out.head["kind"] = {kind};
  out.head["data.name"] = {data};
  out.head["data.sha256"] = {sha256};
  out.head["data.rows"] = {static_cast<std::int64_t>(rows)};
  out.head["data.held_out"] = {static_cast<std::int64_t>(held_out)};
  if (calibration) out.head.merge(calibration->keep());
  return out;
}

namespace {

FittedModel restored(const ModelFile& file) {
  if (holds_groups(file)) throw Error("the file holds groups, not a fitted model", "`paribus predict` says the group of each row of a table");
  FittedModel out;
  out.preprocessing = Preprocessing::restore(file.head, file.arrays);
  out.kind = said<std::string>(file, "kind");
  out.settings = said_under(file, "settings.");
  out.settings.insert_or_assign("model.kind", Value{out.kind});
  out.data = said<std::string>(file, "data.name");
  out.sha256 = said<std::string>(file, "data.sha256");
  out.rows = static_cast<std::size_t>(said<std::int64_t>(file, "data.rows"));
  out.held_out = static_cast<std::size_t>(said<std::int64_t>(file, "data.held_out"));
  Kept kept{{}, file.arrays};
  std::erase_if(kept.arrays, [](const auto& a) { return a.first.starts_with("preprocessing."); });
  for (const auto& [name, value] : said_under(file, "words.")) kept.words[name] = value.plain();
  out.probabilities = says_probabilities(kept);
  kept.features = out.preprocessing.features().size();
  kept.outputs = std::max<std::size_t>(out.preprocessing.classes.size(), 1);
  const Setup setup{out.settings};
  if (out.preprocessing.classes.size() == 1) throw Error("the model file has one class only", "fit the model again");
  if (setup.learner && setup.learner->only().value_or(out.preprocessing.task) != out.preprocessing.task)
    throw Error("the model file's target is not of the kind that " + out.kind + " predicts", "fit the model again");
  out.label = setup.model ? find(models(), out.kind)->label : find(learners(), out.kind)->label;
  out.fitted = setup.model ? restore_network(setup.model, kept) : setup.learner->restore(kept);
  out.calibration = Calibration::restore(file.head);
  if (out.calibration && out.preprocessing.task != Task::classification)
    throw Error("the model file has a calibration of classes, and predicts a number", "fit the model again");
  out.probabilities |= out.calibration.has_value();
  return out;
}

}  // namespace

FittedModel restore_model(const ModelFile& file, const std::string& name) {
  try {
    return restored(file);
  } catch (const Error& e) {
    throw placed(e, file, name);
  }
}

}  // namespace paribus
