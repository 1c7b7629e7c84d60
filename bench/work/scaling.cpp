// How time and memory grow: runs=R trainings of d-width-width-10 on n synthetic rows, one after another.
#include "../fit.hpp"
#include "paribus/math/normal.hpp"

namespace bench::works {
namespace {

std::shared_ptr<const paribus::Prepared> rows(std::size_t n, std::size_t d) {
  static std::shared_ptr<const paribus::Prepared> held;
  if (held && held->train.size() == n && held->train.x.columns == d) return held;
  held = nullptr;
  auto out = std::make_shared<paribus::Prepared>();
  out->task = paribus::Task::classification;
  out->train.x = paribus::Matrix(n, d);
  out->train.y = paribus::Matrix(n, 10);
  paribus::Stream stream{{0, 0, "scaling"}};
  for (double& x : out->train.x.values) x = stream.uniform() - 0.5;
  for (std::size_t i = 0; i < n; ++i) {
    out->train.label.push_back(static_cast<std::int32_t>(stream.below(10)));
    out->train.y(i, static_cast<std::size_t>(out->train.label.back())) = 1;
  }
  return held = out;
}

}  // namespace

Answer scaling(const Job& job) {
  const auto width = static_cast<std::int64_t>(job.whole("width", 64));
  const Net net{{width, width}, job.word("precision", "float32")};
  const auto bench = bench_of(rows(job.whole("n", 1000), job.whole("d", 64)), net);
  const Stopwatch watch;
  double loss = 0, total = 0;
  for (std::uint64_t run = 0; run < job.whole("runs", 1); ++run) {
    const Course course{1e-3, 32, static_cast<std::int64_t>(job.whole("epochs", 1)), run};
    loss = objective(*bench, fit(*bench, course).phase.theta);
    total += flops(*bench, net, course);
  }
  return watch.answer(loss, total);
}

}  // namespace bench::works
