// What a study does all day: the small network at 100 learning rates, from 10^-4.5 to 10^-0.5. The loss is the median
// over five of the rates, which the long peers, timed on these five alone, have too.
#include <algorithm>
#include <array>
#include <cmath>

#include "../fit.hpp"
#include "../samples.hpp"
#include "paribus/base/threads.hpp"

namespace bench::works {
namespace {

constexpr std::array<std::size_t, 5> shared{10, 30, 50, 70, 90};

Answer swept(const Job& job, unsigned threads) {
  const Net net{{64}, job.word("precision", "float32")};
  const std::int64_t epochs = job.reduced() ? 1 : 50;
  const auto bench = bench_of(samples("digits"), net);
  std::vector<double> loss(100), work(100);
  std::vector<paribus::Vector> theta(100);
  const Stopwatch watch;
  const auto orders = std::make_shared<paribus::Orders>();  // the runs meet the same batches, as a replicate's do
  paribus::parallel_for(loss.size(), threads, [&](std::size_t i) {
    const paribus::kernel::FlushDenormals flush;
    const Course course{std::pow(10, -4.5 + 4 * static_cast<double>(i) / 99), 32, epochs, job.whole("seed", 0)};
    theta[i] = fit(*bench, course, orders).phase.theta;
    work[i] = flops(*bench, net, course);
  });
  Answer a = watch.answer(0, 0);
  for (std::size_t i = 0; i < loss.size(); ++i) loss[i] = objective(*bench, theta[i]);
  std::array<double, 5> at{};
  std::transform(shared.begin(), shared.end(), at.begin(), [&](std::size_t i) { return loss[i]; });
  std::sort(at.begin(), at.end());
  for (const double w : work) a.flops += w;
  a.loss = at[2];
  a.also["best"] = *std::min_element(loss.begin(), loss.end());
  return a;
}

}  // namespace

Answer sweep(const Job& job) { return swept(job, 1); }

/// The same on threads=K: what counts is the wall.
Answer threads(const Job& job) { return swept(job, static_cast<unsigned>(job.whole("threads", 2))); }

}  // namespace bench::works
