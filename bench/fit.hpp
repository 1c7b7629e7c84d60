#pragma once
// Training as a study trains, without the study: the same model, loss, optimizer and loop.

#include "paribus/learner/descent.hpp"
#include "work.hpp"

namespace bench {

struct Net {
  std::vector<std::int64_t> hidden;  ///< none: softmax regression
  std::string precision = "float32";
  double start_scale = 1, l2 = 0;    ///< weights start from N(0, start_scale^2 / inputs)
  std::string activation = "relu";
  bool operator==(const Net&) const = default;
};

/// A network on packed data. The last one is kept while data and net stay the same, as a study keeps it.
std::shared_ptr<const paribus::Bench> bench_of(std::shared_ptr<const paribus::Prepared>, const Net&);

struct Course {
  double rate = 1e-3;
  std::int64_t batch = 32, epochs = 50;  ///< batch 0: all rows in every step
  std::uint64_t seed = 0;
  std::string optimizer = "adam";
};

/// From a start and over batches that the seed names, as the peers are timed: training alone, with nothing recorded.
/// Runs that meet the same batches may share their `orders`, as they do in a study.
paribus::Trajectory fit(const paribus::Bench&, const Course&, std::shared_ptr<paribus::Orders> orders = nullptr);
/// The full training objective, which nobody's time includes.
double objective(const paribus::Bench&, paribus::View theta);
/// Several that differ in rate and optimizer alone, side by side where the model can.
std::vector<paribus::Trained> fit(const paribus::Bench&, std::span<const Course>);

/// Per example: 2 x in x out for each product of a layer. A gradient takes two products in the first layer (none by
/// its inputs) and three in every other.
double flops_per_example(paribus::Shape, const Net&, double first = 2, double other = 3);
/// Of one run.
double flops(const paribus::Bench&, const Net&, const Course&);

}  // namespace bench
