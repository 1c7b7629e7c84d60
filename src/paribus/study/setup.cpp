#include "paribus/study/setup.hpp"

namespace paribus {

namespace {

std::string kind_of(const Choices& all) {
  auto known = names(models());
  for (const auto& l : names(learners())) known.push_back(l);
  return Settings{all, "model."}.word("kind", "mlp", known, "the model");
}

std::string lines(const std::string& prefix, const std::vector<Ask>& asked) {
  std::string out;
  for (const auto& a : asked) out += prefix + a.name + " = " + a.value.text() + "\n";
  return out;
}

DataSettings data_of(const Choices& all, std::string& text) {
  const Settings s{all, "data."};
  DataSettings data{s};
  auto asked = s.asked();
  if (data.rows == 0) std::erase_if(asked, [](const Ask& a) { return a.name == "rows"; });  // all rows: as if never asked
  text = lines("data.", asked);
  return data;
}

}  // namespace

Setup::Setup(const Choices& all)
    : kind{kind_of(all)}, data{data_of(all, data_text)}, training{Settings{all, "training."}}, optimizer{all} {
  const std::string prefix = "model." + kind + ".";
  const Settings s{all, prefix};
  model_text = "model.kind = " + kind + "\n";
  if (const auto* m = find(models(), kind)) {
    model = m->make(s);
    const std::string batch = training.batch_size ? std::to_string(training.batch_size) : "all";
    model_text += "training.loss = " + training.loss + "\ntraining.l2 = " + shortest(training.l2) + "\n";
    training_text = "training.batch_size = " + batch + "\ntraining.budget = " + training.budget() +
                    "\ntraining.curve_points = " + std::to_string(training.curve_points) + "\n" +
                    lines("optimizer.", optimizer.own) + lines("optimizer." + optimizer.kind + ".", optimizer.part);
  } else {
    learner = get(learners(), kind, "model").make(s);
  }
  model_text += lines(prefix, s.asked());
}

}  // namespace paribus
