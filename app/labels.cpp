#include <algorithm>
#include <set>

#include "app/inquire.hpp"
#include "paribus/base/text.hpp"
#include "paribus/cluster/clustering.hpp"
#include "paribus/study/setup.hpp"

namespace paribus {

namespace {

template <class Part>
void add(std::map<std::string, std::string>& out, const Catalogue<Part>& all, const std::string& address) {
  for (const auto* e : all) out[address + "=" + std::string(e->name)] = std::string(e->label);
}

/// "2 000 steps": what a run with that batch size is given.
std::string budget(const Study& study, const Value& batch_size) {
  Choices c = study.fixed;
  c["training.batch_size"] = batch_size;
  const std::string steps = TrainingSettings{Settings{c, "training."}}.budget();
  const auto space = steps.find(' ');
  return text::count(std::stoull(steps.substr(0, space))) + steps.substr(space);
}

}  // namespace

std::map<std::string, std::string> labels(const Study& study) {
  std::map<std::string, std::string> out = {{"model.kind", "model"},
                                            {"optimizer.kind", "optimizer"},
                                            {"data.source", "data set"},
                                            {"data.rows", "number of rows"},
                                            {"data.ignore", "ignored columns"},
                                            {"data.split.test", "test share"},
                                            {"data.split.validation", "validation share"},
                                            {"model.random_forest.n_estimators", "number of trees"},
                                            {"model.gradient_boosting.n_estimators", "number of stages"},
                                            {"model.xgboost.n_estimators", "number of rounds"},
                                            {"training.batch_size", "batch"},
                                            {"training.batch_size=all", "all rows"},
                                            {"training.l2", "L2 penalty"},
                                            {"model.residual_mlp.share_weights", "weights"},
                                            {"model.residual_mlp.share_weights=true", "shared weights"},
                                            {"model.residual_mlp.share_weights=false", "weights of each block"}};
  add(out, models(), "model.kind");
  add(out, learners(), "model.kind");
  add(out, optimizers(), "optimizer.kind");
  add(out, losses(), "training.loss");
  add(out, clusterings(), "measure.cluster.method");
  for (const auto& d : built_in_sets()) {
    std::string label = d.name;
    std::replace(label.begin(), label.end(), '_', '-');
    if (label != d.name) out["data.source=" + d.name] = label;
  }
  const auto one_layer = [](const Value& v) { return std::holds_alternative<std::int64_t>(v.is); };
  for (const auto& f : study.factors) {
    for (const auto& v : f.levels)
      if (v.plain().empty()) out[f.address + "="] = "none";
    if (f.address == "model.mlp.hidden_layer_sizes" && std::all_of(f.levels.begin(), f.levels.end(), one_layer))
      out[f.address] = "width";
    if (f.address != "training.batch_size") continue;
    std::set<std::string> budgets;
    for (const auto& v : f.levels) budgets.insert(budget(study, v));
    for (const auto& v : f.levels) {
      const std::string rows = v.plain() == "all" ? "all rows" : "batches of " + v.plain();
      // Levels that also differ in their number of steps say so: then more than the batch is compared.
      out[f.address + "=" + v.plain()] = rows + (budgets.size() > 1 ? ", " + budget(study, v) : "");
    }
  }
  return out;
}

}  // namespace paribus
