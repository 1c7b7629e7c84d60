// A network as a differential equation: theta' = -grad L of 64-32-10 over 500 digits, from t = 0 to 10, by dopri5,
// which chooses its steps. Start and reference end come from files that every side reads; in the place of the loss
// stands |theta(10) - reference| / |reference|, so that speed is not bought with error.
//   activation=tanh   a smooth field
//   activation=relu   it bends, and the steps shrink at the bends
#include "../fit.hpp"
#include "../samples.hpp"
#include "paribus/flow/solve.hpp"
#include "paribus/math/vector.hpp"

namespace bench::works {

Answer gradient_flow(const Job& job) {
  const std::string activation = job.word("activation", "tanh");
  const Net net{{32}, "float64", 1, 0, activation};
  const auto bench = bench_of(samples("digits", 500), net);
  const paribus::Vector start = numbers<double>("flow.theta"), reference = numbers<double>("flow." + activation);
  paribus::Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, 0};
  if (risk.dimension() != start.size()) throw paribus::Error("flow.theta has another number of parameters");
  const double rtol = job.real("rtol", 1e-6);
  const paribus::Choices accuracy{{"rtol", {rtol}}, {"atol", {rtol * 1e-3}}};
  const auto dopri5 = get(paribus::integrators(), "dopri5", "integrator").make(paribus::Settings{accuracy, ""});
  paribus::Vector g(start.size());
  risk.evaluate(start, {}, g);  // workspaces are made at the first use
  const Stopwatch watch;
  const paribus::Solution s = solve(*dopri5, risk, start, {.to = job.reduced() ? 0.1 : 10});
  const double rows = static_cast<double>(bench->data->train.size());
  Answer a = watch.answer(0, static_cast<double>(s.evaluations) * rows * flops_per_example(bench->shape, net));
  paribus::Vector difference = s.phase.theta;
  paribus::axpy(-1, reference, difference);
  a.loss = paribus::norm(difference) / paribus::norm(reference);
  a.also["evaluations"] = static_cast<double>(s.evaluations);
  a.also["objective"] = objective(*bench, s.phase.theta);
  return a;
}

}  // namespace bench::works
