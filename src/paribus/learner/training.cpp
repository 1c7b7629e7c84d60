#include "paribus/learner/training.hpp"

#include <charconv>

namespace paribus {

namespace {

std::uint64_t batch_of(const Settings& s) {
  const std::string word = s.word("batch_size", "all", {}, "rows per step: \"all\", or a number: this makes it stochastic");
  if (word == "all") return 0;
  std::uint64_t n = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), n);
  if (problem != std::errc{} || end != word.data() + word.size() || n == 0)
    throw Error(s.prefix() + "batch_size = " + word + " is neither \"all\" nor a whole number above 0",
                "write batch_size = \"all\" or batch_size = 32", s.find("batch_size")->where);
  return n;
}

constexpr Range some_steps{1, 1e9};
constexpr Range optional_steps{0, 1e9};

std::uint64_t unsigned_of(std::int64_t i) { return static_cast<std::uint64_t>(i); }

}  // namespace

TrainingSettings::TrainingSettings(const Settings& s)
    : batch_size{batch_of(s)},
      loss{s.word("loss", "default", {"default", "squared_error", "cross_entropy"}, "what is minimized; default: the model's own")},
      l2{s.real("l2", 0, {0, infinity, false, true}, "penalty l2/2 ||weights||^2 added to the mean loss; biases are left out")},
      curve_points{unsigned_of(s.integer("curve_points", 20, {2, 1000}, "log-spaced steps at which curves are recorded"))},
      steps_{unsigned_of(s.integer("steps", 1000, some_steps, "updates of the parameters"))},
      epochs_{unsigned_of(s.integer("epochs", 0, optional_steps, "passes over the training part, instead of steps; 0: not used"))},
      full_batch_{unsigned_of(s.integer("full_batch.steps", 0, optional_steps, "steps when batch_size is \"all\"; 0: as steps"))},
      mini_batch_{unsigned_of(s.integer("mini_batch.steps", 0, optional_steps, "steps when batch_size is a number; 0: as steps"))} {}

std::uint64_t TrainingSettings::steps(std::uint64_t examples) const {
  const bool full = batch_size == 0 || batch_size >= examples;
  if (epochs_) return epochs_ * (full ? 1 : (examples + batch_size - 1) / batch_size);
  const std::uint64_t own = batch_size == 0 ? full_batch_ : mini_batch_;
  return own ? own : steps_;
}

std::string TrainingSettings::budget() const {
  if (epochs_) return std::to_string(epochs_) + " epochs";
  const std::uint64_t own = batch_size == 0 ? full_batch_ : mini_batch_;
  return std::to_string(own ? own : steps_) + " steps";
}

OptimizerSettings::OptimizerSettings(const Choices& all) {
  const Settings s{all, "optimizer."};
  kind = s.word("kind", "gradient_descent", names(optimizers()), "the numerical integrator of the flow");
  learning_rate = s.real("learning_rate", 0.1, positive, "step size of the optimizer");
  in_limits = s.word("learning_rate_unit", "absolute", {"absolute", "limit"},
                     "limit: a learning rate of 1 is the stability limit that theory gives for the optimizer at the start") == "limit";
  own = s.asked();
  const Settings p{all, "optimizer." + kind + "."};
  optimizer = get(optimizers(), kind, "optimizer").make(p);
  part = p.asked();
}

}  // namespace paribus
