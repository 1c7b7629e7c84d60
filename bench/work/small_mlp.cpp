// One small network, 64-64-10: 2,000 digits, 50 epochs of batches of 32. Arithmetic comes in crumbs here: 2 000 rows
// in 3 150 steps of 20 kFLOP per row, so what a step costs besides arithmetic decides.
#include "../fit.hpp"
#include "../samples.hpp"

namespace bench::works {

Answer small_mlp(const Job& job) {
  const Net net{{64}, job.word("precision", "float32")};
  const Course course{job.real("rate", 1e-3), 32, job.reduced() ? 2 : 50, job.whole("seed", 0)};
  const auto bench = bench_of(samples("digits"), net);
  const Stopwatch watch;
  const paribus::Trajectory t = fit(*bench, course);
  Answer a = watch.answer(0, flops(*bench, net, course));
  a.loss = objective(*bench, t.phase.theta);
  return a;
}

}  // namespace bench::works
