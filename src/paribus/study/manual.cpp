// Every address, gathered by building every part with nothing given: a setting is stated once, in the
// constructor that reads it, and this list, the schema, the help and the check for unknown keys follow.
#include <algorithm>
#include <map>

#include "paribus/cluster/clustering.hpp"
#include "paribus/design/design.hpp"
#include "paribus/evidence/judge.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {

namespace {

template <class Part>
void add_parts(std::vector<Address>& out, const Catalogue<Part>& all, const std::string& section) {
  for (const auto* e : all)
    for (auto& a : asks(*e)) out.push_back({section + "." + std::string(e->name) + "." + a.name, a, std::string(e->name)});
}

template <class Section>
void add_section(std::vector<Address>& out, const std::string& section) {
  const Settings none;
  const Section read{none};
  for (const auto& a : none.asked()) out.push_back({section + "." + a.name, a, section});
}

std::vector<Address> gather() {
  std::vector<Address> out;
  const Value title{std::string("untitled")};
  out.push_back({"paribus", {"paribus", Ask::Kind::integer, {std::int64_t{1}}, {1, 1}, {}, "version of the study format", {std::int64_t{1}}, false}, "study"});
  out.push_back({"title", {"title", Ask::Kind::word, title, {}, {}, "the question, as the page's title", title, false}, "study"});
  add_section<DataSettings>(out, "data");
  const Choices nothing;
  const Settings model{nothing, "model."};
  auto kinds = names(models());
  for (const auto& l : names(learners())) kinds.push_back(l);
  model.word("kind", "mlp", kinds, "the model");
  out.push_back({"model.kind", model.asked()[0], "model"});
  add_parts(out, models(), "model");
  add_parts(out, learners(), "model");
  for (const auto& a : OptimizerSettings{nothing}.own) out.push_back({"optimizer." + a.name, a, "optimizer"});
  add_parts(out, optimizers(), "optimizer");
  add_section<TrainingSettings>(out, "training");
  add_section<MeasureSettings>(out, "measure");
  add_parts(out, subjects(), "measure");
  add_section<ThresholdSettings>(out, "threshold");
  add_section<ReplicateSettings>(out, "replicates");
  add_section<AnswerSettings>(out, "answer");
  add_section<DesignSettings>(out, "design");
  add_parts(out, designs(), "design");
  return out;
}

}  // namespace

const std::vector<Address>& manual() {
  static const std::vector<Address> all = gather();
  return all;
}

const Address* find_address(const std::string& address) {
  for (const auto& a : manual())
    if (a.address == address) return &a;
  return nullptr;
}

bool may_be_factor(const std::string& address) {
  for (const char* section : {"data.", "model.", "optimizer.", "training.", "measure."})
    if (address.starts_with(section)) return address != "measure.kind";
  return false;
}

std::string canonical_address(const std::string& address) {
  static const std::map<std::string, std::string> aliases = {
      {"optimizer.lr", "optimizer.learning_rate"}, {"optimizer.learning_rate_init", "optimizer.learning_rate"},
      {"optimizer.name", "optimizer.kind"},        {"model.name", "model.kind"},
      {"training.batch", "training.batch_size"},   {"training.max_iter", "training.steps"},
      {"training.alpha", "training.l2"},           {"training.weight_decay", "training.l2"},
      {"replicates.random_state", "replicates.seed"}, {"data.file", "data.source"}, {"data.n_components", "data.components"},
      {"optimizer.adam.beta_1", "optimizer.adam.beta1"}, {"optimizer.adam.beta_2", "optimizer.adam.beta2"},
      {"optimizer.adam.eps", "optimizer.adam.epsilon"}, {"answer.alpha", "answer.level"},
      {"model.xgboost.num_boost_round", "model.xgboost.n_estimators"}, {"model.xgboost.eta", "model.xgboost.learning_rate"},
      {"model.xgboost.lambda", "model.xgboost.reg_lambda"}, {"model.xgboost.alpha", "model.xgboost.reg_alpha"},
      {"model.xgboost.min_split_loss", "model.xgboost.gamma"}};
  const auto it = aliases.find(address);
  if (it != aliases.end()) return it->second;
  // A part's settings may stand under its alias: "optimizer.heavy_ball.beta".
  const auto dot = address.find('.'), second = address.find('.', dot + 1);
  if (dot == address.npos || second == address.npos || address.substr(0, dot) != "optimizer") return address;
  const auto* e = find(optimizers(), address.substr(dot + 1, second - dot - 1));
  return e ? "optimizer." + std::string(e->name) + address.substr(second) : address;
}

Value canonical_value(const std::string& address, const Value& value) {
  const auto* word = std::get_if<std::string>(&value.is);
  if (!word) return value;
  const auto renamed = [&](const auto& all) -> Value {
    const auto* e = find(all, *word);
    return e ? Value{std::string(e->name), value.where} : value;
  };
  if (address == "optimizer.kind") return renamed(optimizers());
  if (address == "answer.metric") return renamed(metrics());
  if (address == "answer.judge") return renamed(judges());
  if (address == "design.kind") return renamed(designs());
  if (address == "measure.cluster.method") return renamed(clusterings());
  if (address == "model.kind") return find(models(), *word) ? renamed(models()) : renamed(learners());
  return value;
}

}  // namespace paribus
