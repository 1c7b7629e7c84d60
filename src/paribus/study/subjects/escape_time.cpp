// How long noise needs to carry a point out of one valley into the next. Walkers follow Langevin's dynamics
// d theta = -V' dt + sqrt(2D) dW in the double well V = (x^2 - 1)^2 / 4, from the minimum at -1 until they first reach
// the one at 1. The mean time is known exactly (theory first_passage) and, when the noise is weak, by Kramers' law. For
// the latter the end must lie in the next valley: at the top itself every other walker would still fall back.
#include <cmath>

#include "paribus/flow/passage.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/objective/problem.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

constexpr double pass = 0.25;  // V(0) - V(-1)

class EscapeTime final : public RunByRun {
 public:
  explicit EscapeTime(const Settings& s)
      : height_{s.real("barrier_height", 5, {0.1, 20}, "height of the barrier in temperatures, V(0) / D = 1 / 4D")},
        step_{s.real("step", 0.02, {1e-5, 0.5}, "length of one step of Euler and Maruyama’s method")},
        walkers_{static_cast<std::size_t>(
            s.integer("walkers", 500, {10, 1e6}, "paths whose times are averaged in one run"))},
        most_steps_{static_cast<std::uint64_t>(
            s.integer("most_steps", 100'000'000, {1000, 1e12},
                      "of a path; a run with a path that is not done by then has no mean"))} {}

  bool learns() const override { return false; }

  std::vector<Quantity> quantities() const override {
    return {
        {"escape_time", "the escape time", "mean time in which walkers from the minimum at −1 first reach the one at 1",
         "time"},
        {"spread", "the spread of escape times",
         "their standard deviation over their mean: 1 for an escape that has forgotten when it began", "ratio", false}};
  }

 private:
  Result one(const Study& study, Preparations&, const Run& run) const override {
    const double temperature = pass / height_;
    Result out;
    out.subject = run.subject;
    out.words = {{"objective", "double_well"}};
    out.facts = {{"temperature", {temperature}},
                 {"barrier", {pass}},
                 {"potential", {0.25, 0, -0.5, 0, 0.25}},
                 {"start", {-1}},
                 {"absorption", {1}},
                 {"beyond_top", {1}},
                 {"well_curvatures", {2}},
                 {"top_curvatures", {-1}}};
    const auto valleys = get(problems(), "double_well", "problem").make(Settings{})->objective();
    Langevin walk{*valleys, temperature};
    const auto method = get(integrators(), "euler_maruyama", "integrator").make(Settings{});
    Passage passage;
    passage.h = step_, passage.walkers = walkers_, passage.most_steps = most_steps_;
    passage.barrier = 1 - barrier_shift(std::sqrt(2 * temperature), step_);
    passage.noise = {study.replicates.seed, study.replicates.noise ? run.replicate : 0, "noise", ""};
    const Vector times = passage_times(*method, walk, passage);
    const std::size_t lost = walkers_ - times.size();
    if (lost) {
      for (const char* name : {"escape_time", "spread"})
        out.words[missing(name)] = "a path had not escaped after " + std::to_string(most_steps_) +
                                   " steps, or was thrown out of the numbers by too long a step";
      return out;
    }
    const double m = mean(times), sd = std::sqrt(variance(times));
    out.scores["escape_time"] = m;
    out.scores["spread"] = sd / m;
    out.facts["escape_time.error"] = {sd / std::sqrt(static_cast<double>(times.size()))};
    return out;
  }

  double height_, step_;
  std::size_t walkers_;
  std::uint64_t most_steps_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> escape_time =
    entry<Subject, EscapeTime>({"escape_time", "escape over a barrier",
                                "measures how long noise needs to carry a point from one minimum to the next",
                                "first time at which dθ = -V' dt + √(2D) dW from -1 reaches 1, V = (θ² - 1)²/4",
                                "Kramers 1940; Gardiner, Handbook of Stochastic Methods, 2004"});
}  // namespace parts::subjects
}  // namespace paribus
