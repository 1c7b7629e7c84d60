#pragma once
// The largest stable learning rate, by bisection.

#include <map>
#include <optional>

#include "paribus/learner/descent.hpp"

namespace paribus {

/// What "stable" means. Both speak of the full training objective, checked at every full-batch step.
enum class Stability {
  bounded,     ///< at the end not above the start, and never above 10 times the start
  descending   ///< never above the start
};
std::string_view word(Stability);
Stability stability(std::string_view word, const Where& = {});

struct ThresholdPlan {
  double tolerance = 0.01;            ///< the break is known to this share
  double from = 1e-9, to = 1e9;       ///< the search goes no further
};

/// Trials of one optimizer from one start. A trial ends where its question is answered; what it found serves later
/// questions too, so that a second search pays only for the rates that the first did not settle.
class Trials {
 public:
  Trials(const Bench&, const Optimizer&, const Vector& start, std::uint64_t steps);
  bool stable(double rate, Stability);
  const Vector& theta(double rate) const { return paths_.at(rate).theta; }   ///< where a stable trial ended
  std::size_t count() const { return runs_; }                                ///< trainings so far
  const Vector& start() const { return start_; }

 private:
  /// What became of a rate: the highest objective on its path, the last (infinite: it was left before its end), theta.
  struct Path {
    double highest, last;
    Vector theta;
  };
  static double bound(Stability meaning) { return meaning == Stability::bounded ? 10 : 1; }  ///< as a multiple of the start
  Path follow(double rate, double bound);

  const Bench& bench_;
  const Optimizer& optimizer_;
  Vector start_;
  std::uint64_t steps_;
  double first_;
  std::map<double, Path> paths_;
  std::size_t runs_ = 0;
};

struct Threshold {
  double rate;       ///< the middle of a stable and an unstable rate that differ by the tolerance; NaN: never stable
  bool beyond;       ///< stable even at the end of the search: `rate` is a lower bound
  Vector theta;      ///< the point reached by the fastest stable run
  std::size_t runs;  ///< trainings it took, beyond those of earlier searches
};

/// Searches outward from `guess` in strides that grow from the tolerance (1 % at least) to a factor of 2 until stability
/// changes, then bisects in the logarithm: a good guess is cheap, a bad one costs a few trials more.
/// Where stability is not monotone in the rate, the answer is a break near the guess. A NaN is no guess.
Threshold largest_stable_rate(Trials&, Stability, const ThresholdPlan&, double guess);

/// The same in fewer full trials. The guess that theory has for a network may be wrong tenfold, and most breaks show within
/// a few steps: trials of a tenth of the steps come close to the break, and full ones decide from there. Of fewer than 50
/// steps all trials are full.
class BreakSearch {
 public:
  BreakSearch(const Bench&, const Optimizer&, const Vector& start, std::uint64_t steps);
  Threshold find(Stability, const ThresholdPlan&, double guess);   ///< `runs` counts full trials

 private:
  std::optional<Trials> brief_;
  Trials full_;
};

}  // namespace paribus
