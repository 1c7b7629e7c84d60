// Curvature: one exact Hessian product of 784-256-256-10 over 5,000 rows, beside one gradient. Parameters and
// direction come from files that every side reads, so v.Hv has to agree to the precision.
//   form=rebuilt    the first product at these parameters
//   form=retained   another one at the same parameters: what does not depend on the direction may be remembered
#include "../fit.hpp"
#include "../samples.hpp"
#include "paribus/math/vector.hpp"

namespace bench::works {

Answer hessian_product(const Job& job) {
  const Net net{{256, 256}, job.word("precision", "float32")};
  const auto bench = bench_of(samples("fashion", job.reduced() ? 500 : 5000), net);
  paribus::Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, 0, bench->model->precision()};
  const paribus::Vector theta = numbers<double>("wide.theta"), v = numbers<double>("wide.direction");
  paribus::Vector g(theta.size()), h(theta.size());
  if (risk.dimension() != theta.size()) throw paribus::Error("wide.theta has another number of parameters");
  risk.evaluate(theta, {}, g);          // workspaces are made at the first use
  risk.hessian_vector(theta, {}, v, h);
  const Stopwatch of_gradient;
  risk.evaluate(theta, {}, g);
  const double gradient = of_gradient.answer(0, 0).seconds;
  const bool again = job.word("form", "rebuilt") == "retained";
  if (!again) risk.hessian_vector(v, {}, v, h);  // forget theta
  const Stopwatch watch;
  risk.hessian_vector(theta, {}, v, h);
  // The sweep (its way forward and back, but no gradient by the weights), unless remembered, and its tangent, where
  // each product has two terms but in the first layer, whose input is fixed.
  const double rows = static_cast<double>(bench->data->train.size());
  Answer a = watch.answer(0, rows * (again ? flops_per_example(bench->shape, net, 2, 6) : flops_per_example(bench->shape, net, 1 + 2, 2 + 6)));
  a.loss = paribus::dot(v, h);
  a.also["gradient"] = gradient;
  a.also["gradient flops"] = rows * flops_per_example(bench->shape, net);
  return a;
}

}  // namespace bench::works
