// Logistic regression of two classes to a gradient of 1e-8: 100,000 x 100 normal numbers, l2 of 1/n.
#include <cmath>

#include "../samples.hpp"
#include "../work.hpp"
#include "paribus/learner/learner.hpp"

namespace bench::works {
namespace {

struct Reached { double objective, gradient; };

/// The penalized objective and the largest element of its gradient, by plain loops.
Reached reached(const paribus::Examples& e, const paribus::Kept& kept, double l2) {
  const paribus::Matrix &w = kept.arrays.at("coefficients"), &center = kept.arrays.at("centers");
  const double n = static_cast<double>(e.size()), b = kept.arrays.at("intercepts")(0, 0);
  paribus::Vector g(w.columns + 1);
  double loss = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    double z = b;
    for (std::size_t j = 0; j < w.columns; ++j) z += w(0, j) * (e.x(i, j) - center(0, j));
    const double y = e.label[i];
    loss += (std::log1p(std::exp(-std::abs(z))) + std::max(z, 0.0) - y * z) / n;
    const double r = (1 / (1 + std::exp(-z)) - y) / n;
    for (std::size_t j = 0; j < w.columns; ++j) g[j] += r * e.x(i, j);
    g.back() += r;
  }
  double most = std::abs(g.back());
  for (std::size_t j = 0; j < w.columns; ++j) {
    loss += l2 / 2 * w(0, j) * w(0, j);
    most = std::max(most, std::abs(g[j] + l2 * w(0, j)));
  }
  return {loss, most};
}

}  // namespace

Answer logistic(const Job& job) {
  const auto data = samples("logit", job.reduced() ? 5000 : 0);
  const double n = static_cast<double>(data->train.size()), d = static_cast<double>(data->train.x.columns), l2 = 1 / n;
  const paribus::Choices choices{{"l2", {l2}}, {"intervals", {"none"}}, {"solver", {job.word("solver", "auto")}}};
  const auto learner = get(paribus::learners(), "logistic", "learner").make(paribus::Settings{choices, ""});
  const Stopwatch watch;
  const auto fitted = learner->fit(*data, {0, 0, "start"});
  Answer a = watch.answer(0, 4 * n * d);   // of one gradient: how many are needed is the method's choice
  const Reached r = reached(data->train, fitted->keep(), l2);
  a.loss = r.objective;
  a.also["gradient"] = r.gradient;
  return a;
}

}  // namespace bench::works
