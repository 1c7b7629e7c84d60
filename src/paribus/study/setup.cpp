#include "paribus/study/setup.hpp"

namespace paribus {

namespace {

std::string kind_of(const Choices& all) {
  auto known = names(models());
  for (const auto& l : names(learners())) known.push_back(l);
  return Settings{all, "model."}.word("kind", "mlp", known, "the model");
}

/// A number that is 0 unless it is asked for, and is not asked for: as if the part did not have it, so that a part may
/// learn a new setting and its old results keep their keys.
bool unasked(const Ask& a) {
  const auto zero = [](const Value& v) { return v == Value{0.0} || v == Value{std::int64_t{0}}; };
  return zero(a.fallback) && zero(a.value);
}

/// Settings of the data that are younger than the first keys: at their fallback, what is made is what was made before.
bool as_before(const Ask& a) {
  return a.value == a.fallback && (a.name == "encode" || a.name == "weights" || a.name == "ignore" || a.name == "target_type" ||
                                   a.name == "reduce" || a.name == "whiten");
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
  std::erase_if(asked, [](const Ask& a) { return unasked(a) || as_before(a); });
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
  model_asked = s.asked();
  auto asked = model_asked;
  std::erase_if(asked, unasked);
  model_text += lines(prefix, asked);
}

}  // namespace paribus
