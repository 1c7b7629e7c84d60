// One wide network, 784-256-256-10: one epoch of Fashion-MNIST in batches of 128. Everyone multiplies matrices here.
#include "../fit.hpp"
#include "../samples.hpp"

namespace bench::works {

Answer wide_mlp(const Job& job) {
  const Net net{{256, 256}, job.word("precision", "float32")};
  const Course course{1e-3, 128, 1, job.whole("seed", 0)};
  const auto bench = bench_of(samples("fashion", job.reduced() ? 2000 : 0), net);
  const Stopwatch watch;
  const paribus::Trajectory t = fit(*bench, course);
  Answer a = watch.answer(0, flops(*bench, net, course));
  a.loss = objective(*bench, t.phase.theta);
  return a;
}

}  // namespace bench::works
