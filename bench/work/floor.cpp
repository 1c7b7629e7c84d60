// What a training step cannot go below on this core, in this layout: each of its parts alone, repeated on the same numbers
// until the caches hold all they can, and its least time. The parts call what a step calls. Then all of them in turn through
// whole epochs, on new rows each time from a table of full size (all=60000), each part finding the caches as the others
// leave them: the least epoch, by its steps. (The least of single steps would be compared with the mean of a work's.)
//   hidden=256,256 features=784 rows=128 precision=float32   the step of mini-batch Adam (update=none: a gradient alone)
//   form=product     the product with a Hessian whose point is remembered, beside a gradient, over all rows in blocks
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "../fit.hpp"
#include "paribus/model/feed.hpp"
#include "paribus/math/update.hpp"
#include "paribus/model/tangent.hpp"

namespace bench::works {
namespace {

using paribus::Span;

/// The least time of one call, in seconds: of `rounds`, or of as many (10 at least) as begin within four seconds.
template <class F>
double least(F&& call, int rounds = 300) {
  double best = std::numeric_limits<double>::infinity();
  int calls = 1;
  for (double seconds = 0;; calls *= 2) {  // so many that the clock's grain is nothing
    const Stopwatch watch;
    for (int i = 0; i < calls; ++i) call();
    seconds = watch.answer(0, 0).wall;
    if (seconds > 1e-4) break;
  }
  const Stopwatch whole;
  for (int round = 0; round < rounds && (round < 10 || whole.answer(0, 0).wall < 4); ++round) {
    const Stopwatch watch;
    for (int i = 0; i < calls; ++i) call();
    best = std::min(best, watch.answer(0, 0).wall / calls);
  }
  return best;
}

std::vector<std::size_t> widths(const std::string& text) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    out.push_back(std::stoul(text.substr(at, comma - at)));
    at = comma + 1;
  }
  return out;
}

template <class T>
Answer parts(const Job& job) {
  const std::size_t rows = job.whole("rows", 32), outputs = 10;
  const auto hidden = widths(job.word("hidden", "64"));
  const paribus::Shape shape{job.whole("features", 64), outputs};
  const auto layers = paribus::layers(shape, hidden);
  const std::size_t size = layers.back().bias + outputs, all = job.whole("all", 2000);  // examples to gather from
  const auto activation = job.word("activation", "relu") == "tanh" ? paribus::kernel::Activation::tanh : paribus::kernel::Activation::relu;
  const auto loss = get(paribus::losses(), "cross_entropy", "loss").make(paribus::Settings{});
  paribus::Stream chance{{0, 0, "floor"}};
  paribus::Tile<T> x(all, shape.features), y(all, outputs), xb(rows, shape.features), yb(rows, outputs);
  for (std::size_t i = 0; i < all; ++i) {
    for (std::size_t j = 0; j < shape.features; ++j) x.first(all)[i][j] = static_cast<T>(chance.uniform());
    y.first(all)[i][i % outputs] = 1;
  }
  const auto order = paribus::permutation(all, chance);
  std::span<const std::uint32_t> some = std::span{order}.first(rows);
  paribus::Vector theta(size), wide(size);
  for (double& v : theta) v = 0.2 * (chance.uniform() - 0.5);
  paribus::Sweep<T> sweep{layers, activation};
  paribus::Trace<T> trace{layers, rows};
  paribus::kernel::Buffer<T> g(size), m(size), v(size, T(1));
  const paribus::Rows<const T> in = xb.first(rows);
  const auto z = [&] { return paribus::Rows<const T>(trace.h.back().first(rows)); };

  Answer a{0, 0, 0, static_cast<double>(rows) * flops_per_example(shape, {std::vector<std::int64_t>(hidden.begin(), hidden.end())})};
  const auto part = [&](const std::string& name, auto&& call) { a.seconds += a.also["part " + name] = least(call); };
  const bool update = job.word("update", "adam") == "adam";
  sweep.read(theta, true);
  paribus::kernel::Mirror* const mirror = update ? sweep.mirror() : nullptr;
  std::vector<std::pair<std::string, std::function<void()>>> step{
      {"gather",
       [&] {
         paribus::kernel::gather<T>(x.first(all), some, xb.first(rows));
         paribus::kernel::gather<T>(y.first(all), some, yb.first(rows));
       }},
      {"pack",
       [&] {
         if (mirror) mirror->of = theta.data();   // as the update leaves it
         sweep.read(theta, true);
       }},
      {"forward", [&] { sweep.forward(in, trace); }},
      {"softmax", [&] { loss->evaluate(z(), paribus::Rows<const T>(yb.first(rows)), trace.da.back().first(rows)); }},
      {"backward", [&] { sweep.backward(rows, trace); }},
      {"gradient", [&] { sweep.gradient(in, trace, -1.0 / static_cast<double>(rows), false, std::span<T>{g}); }}};
  paribus::kernel::Buffer<float> low(size);
  std::optional<paribus::kernel::Pairs> pairs;
  if (mirror) pairs.emplace(paribus::kernel::Pairs{*mirror, low});
  const paribus::kernel::AdamStep adam{1e-12, 0.9, 0.999, 1e-8, 1};
  if (update)
    step.emplace_back("update", [&] { paribus::kernel::adam<T>(adam, std::span{g}, std::span{m}, std::span{v}, theta, pairs ? &*pairs : nullptr); });
  for (const auto& [name, call] : step) {
    call();
    if (update || name != "gather") part(name, call);
  }
  if (update)
    a.also["in turn"] = least([&] {
      for (std::size_t b = 0; b < all / rows; ++b) {
        some = std::span{order}.subspan(b * rows, rows);
        for (const auto& [name, call] : step) call();
      }
    }) / static_cast<double>(all / rows);
  if (job.word("form", "step") == "product") {
    a.also.clear();   // the parts of a gradient
    a.seconds = 0;
    paribus::Tangent<T> tangent{sweep, rows};
    tangent.read(theta);
    const paribus::Rows<const T> rz = tangent.forward(in, trace);
    const double weight = 1.0 / static_cast<double>(all);
    const auto bend = [&] { loss->curvature(z(), paribus::Rows<const T>(yb.first(rows)), rz, tangent.error(rows)); };
    // All blocks of the rows: as many traces as are remembered pass through the caches.
    std::vector<paribus::Trace<T>> traces(std::max<std::size_t>(1, all / rows), trace);
    const double blocks = static_cast<double>(traces.size());
    a.seconds += a.also["part pack the direction, a share of it"] = least([&] { tangent.read(theta); }) / blocks;
    part("tangent forward", [&] { tangent.forward(in, trace); });
    part("curvature of the loss", bend);
    part("tangent backward", [&] { tangent.backward(in, trace, weight, true, Span{wide}); });
    const auto x_of = [&](std::size_t b) { return paribus::Rows<const T>{x.first(all)[b * rows], rows, in.columns, in.stride}; };
    a.also["in turn"] = least([&] {
      tangent.read(theta);
      for (std::size_t b = 0; b < traces.size(); ++b) {
        tangent.forward(x_of(b), traces[b]);
        bend();
        tangent.backward(x_of(b), traces[b], weight, b > 0, Span{wide});
      }
    }, 50) / blocks;
    a.also["one gradient"] = least([&] {
      sweep.read(theta, true);
      for (std::size_t b = 0; b < traces.size(); ++b) {
        sweep.forward(x_of(b), trace);
        loss->evaluate(z(), paribus::Rows<const T>(yb.first(rows)), trace.da.back().first(rows));
        sweep.backward(rows, trace);
        sweep.gradient(x_of(b), trace, weight, b > 0, Span{wide});
      }
    }, 50) / blocks;
    a.flops = static_cast<double>(rows) * flops_per_example(shape, {std::vector<std::int64_t>(hidden.begin(), hidden.end())}, 2, 6);
  }
  a.wall = a.seconds;
  return a;
}

}  // namespace

Answer floor(const Job& job) {
  return job.word("precision", "float32") == "float64" ? parts<double>(job) : parts<float>(job);
}

}  // namespace bench::works
