#pragma once
// The objective of logistic and softmax regression on standardized rows:
//   L(theta) = sum_i w_i (log sum_k e^(z_ik) - z_i,c(i)) + 1/2 sum_j ridge_j sum_k theta_jk^2,   z_i = theta^T x_i
// theta[j * m + k] is the coefficient of column j in logit k; the intercept's are the last m. With a reference the first
// class has no logit of its own (z = 0), so m = classes - 1 and two classes have one logit; else m = classes.

#include "paribus/learner/standard_rows.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

class LogitRisk final : public Objective {
 public:
  /// l2 >= 0 is the penalty of coefficients in units of the data: ridge_j = l2 / scale_j^2, the intercept's is 0. With a
  /// stride only every so-manieth row is looked at, as if these were all.
  LogitRisk(const StandardRows&, bool reference, double l2, std::size_t stride = 1);
  LogitRisk(const LogitRisk& all, std::size_t stride);   ///< the same of a part of the rows
  std::size_t dimension() const override { return rows_.width() * logits_; }
  std::size_t logits() const { return logits_; }
  bool reference() const { return reference_; }
  const StandardRows& rows() const { return rows_; }
  double ridge(std::size_t i) const { return ridge_[i / logits_]; }   ///< of theta[i]
  using Objective::direction;
  double evaluate(View theta, const Draw&, Span gradient) override;   ///< on all rows
  void hessian_vector(View theta, const Draw&, View v, Span out) override;
  Matrix hessian(View theta, Precision);   ///< its products in that precision, their sums in double
  Matrix probabilities(View theta);        ///< n x classes
  Matrix logits_of(View theta);            ///< n x classes, the reference's 0 with them
  std::size_t size() const { return weight_.size(); }   ///< n, the rows that are looked at
  std::size_t label(std::size_t i) const { return label_[i]; }

 private:
  /// Rows at a time: of one logit they stay in the first cache between the way there and the way back.
  std::size_t block() const { return logits_ == 1 ? 32 : 256; }
  template <class T> Matrix curvature(View theta);
  const double* raw(std::size_t i) const { return rows_.raw(i * stride_).data(); }
  void forward(View theta, std::size_t from, std::size_t count, double* z);
  void backward(std::size_t from, std::size_t count, const double* r, Span g);
  double softmax(std::size_t from, std::size_t count, double* z);
  void penalize(View v, Span out) const;

  const StandardRows& rows_;
  std::size_t logits_, stride_;
  bool reference_;
  double l2_;
  Vector ridge_, weight_;
  std::vector<std::uint32_t> label_;
  kernel::Buffer<double> x_, panels_, z_, t_;
  Vector unscaled_, part_, losses_;
};

}  // namespace paribus
