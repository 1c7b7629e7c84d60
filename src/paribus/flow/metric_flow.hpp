#pragma once
// A flow in which every parameter has a rate of its own.

#include "paribus/objective/objective.hpp"

namespace paribus {

/// theta' = M F(theta), M diagonal and positive: steepest descent where the squared length of a displacement v is v^T
/// M^-1 v. The same as the plain flow of omega = M^-1/2 theta, so it is what another parametrization of one model
/// descends by: with M = 1 / fan_in on weights, that of Jacot, Gabriel & Hongler 2018.
class MetricFlow final : public Field {
 public:
  MetricFlow(Field& inner, Vector metric);  ///< the field must outlive it; the
                                            ///< metric has its dimension
  std::size_t dimension() const override { return inner_.dimension(); }
  double direction(View theta, const Draw&, Span out) override;
  using Field::direction;
  bool smooth() const override { return inner_.smooth(); }

 private:
  Field& inner_;
  Vector metric_;
};

}  // namespace paribus
