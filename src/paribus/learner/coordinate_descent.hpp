#pragma once
// Least squares with a penalty, by cyclic block coordinate descent (Friedman, Hastie & Tibshirani 2010; blocks as in
// Yang & Zou 2015):  min over v of  P(v) = |u - Z v|^2 / (2 n) + sum over blocks of l1_b |v_b| + l2_b |v_b|^2 / 2.
//
// Which blocks are visited at all is guessed by the sequential strong rule (Tibshirani et al. 2012) and checked against
// the optimality conditions of all. It stops by the duality gap, which bounds P(v) - min P whatever was guessed. (Where a
// block has neither l1 nor l2 nothing bounds it: the gap is then an estimate, by the size of v.)

#include "paribus/learner/quadratic.hpp"

namespace paribus {

/// One number >= 0 (or infinity) for each block.
struct BlockPenalty {
  Vector l1, l2;
};

class CoordinateDescent {
 public:
  struct Rules {
    bool positive = false;            ///< v >= 0; blocks of one column only
    double tolerance = 1e-8;          ///< of the gap, relative to P(0)
    std::size_t sweeps = 100'000;     ///< at most, for one penalty
  };
  /// `f` stands at v = 0 and is moved from now on. Blocks as in Centered.
  CoordinateDescent(Quadratic& f, Blocks, Rules);

  struct Reached {
    double gap;            ///< relative to P(0)
    std::size_t sweeps;    ///< over the whole working set or the active part of it
    bool converged;        ///< false: sweeps ran out, or rounding allows no better
  };
  /// From where it stands. A path goes from large penalties to small ones.
  Reached minimize(const BlockPenalty&);

  View at() const { return v_; }             ///< v
  View slopes() const { return slopes_; }    ///< z_j . (u - Z v) / n of all columns

 private:
  std::size_t blocks() const { return starts_.size() - 1; }
  double norm_of(View x, std::size_t b) const;              ///< |x_b|; of one column x_b itself if v >= 0
  double lift(std::size_t b, double l2) const;              ///< |Z_b^T r / n - l2 v_b|, likewise
  double step(std::size_t b, const BlockPenalty&);          ///< twice the decrease of P that it brought, about
  double sweep(const std::vector<std::size_t>& which, const BlockPenalty&);
  double gap(const BlockPenalty&);                          ///< of P itself; takes the slopes of all columns
  std::vector<std::size_t> active() const;

  Quadratic& f_;
  Blocks starts_;
  Rules rules_;
  Vector v_, slopes_, curvature_, trial_;
  Vector before_;   ///< l1 of the penalty that it last minimized
};

}  // namespace paribus
