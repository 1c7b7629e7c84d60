#pragma once
// f(v) = |u - Z v|^2 / (2 n) and its slopes, followed while one coordinate moves at a time. Two ways that differ in
// what they cost: with many rows Z^T Z / n is formed once and a move costs p; with few, the residual is kept and a move
// costs n.

#include <memory>

#include "paribus/learner/centered.hpp"

namespace paribus {

class Quadratic {
 public:
  virtual ~Quadratic() = default;
  virtual double slope(std::size_t j) const = 0;           ///< -df/dv_j = z_j . (u - Z v) / n
  virtual void slopes(Span) const = 0;                     ///< all of them
  virtual void move(std::size_t j, double by) = 0;         ///< v_j += by
  virtual void rest(View v) = 0;                           ///< starts anew at v, without the rounding of earlier moves
  virtual Matrix curvature(std::size_t from, std::size_t to) const = 0;   ///< Z_b^T Z_b / n of columns from .. to - 1
  /// |u - Z v|^2 / n at the v where it stands, whose slopes are given.
  virtual double squares(View v, View slopes) const = 0;
  virtual double null_squares() const = 0;                 ///< |u|^2 / n
};

std::unique_ptr<Quadratic> gram_quadratic(const Centered&);        ///< keeps p x p numbers
std::unique_ptr<Quadratic> residual_quadratic(const Centered&);    ///< keeps p x n numbers
std::unique_ptr<Quadratic> quadratic(const Centered&);             ///< the cheaper one for that shape

}  // namespace paribus
