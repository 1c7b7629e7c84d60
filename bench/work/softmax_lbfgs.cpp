// Softmax regression on Fashion-MNIST by 100 iterations of L-BFGS from zero. Two thin products per evaluation,
// 60000 x 784 by 784 x 10 and its transpose: reading the rows costs as much as the arithmetic.
#include "../fit.hpp"
#include "../samples.hpp"

namespace bench::works {

Answer softmax_lbfgs(const Job& job) {
  const Net net{{}, job.word("precision", "float32"), 0, 1.0 / 600};
  const Course course{1, 0, static_cast<std::int64_t>(job.whole("steps", 100)), job.whole("seed", 0), "lbfgs"};
  const auto bench = bench_of(samples("fashion", job.reduced() ? 2000 : 0), net);
  const Stopwatch watch;
  const paribus::Trajectory t = fit(*bench, course);
  const double rows = static_cast<double>(bench->data->train.size());
  Answer a = watch.answer(0, static_cast<double>(t.evaluations) * rows * flops_per_example(bench->shape, net));
  a.loss = objective(*bench, t.phase.theta);
  a.also["evaluations"] = static_cast<double>(t.evaluations);
  return a;
}

}  // namespace bench::works
