#include <algorithm>

#include "paribus/learner/quadratic.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class ResidualQuadratic final : public Quadratic {
 public:
  explicit ResidualQuadratic(const Centered& c) : columns_(c.columns(), c.rows()), target_{c.u}, residual_{c.u}, count_{c.count} {
    Vector row(c.columns());
    for (std::size_t i = 0; i < c.rows(); ++i) {
      c.row(i, row);
      for (std::size_t j = 0; j < row.size(); ++j) columns_(j, i) = row[j];
    }
  }
  double slope(std::size_t j) const override { return dot(column(j), residual_) / count_; }
  void slopes(Span out) const override {
    for (std::size_t j = 0; j < out.size(); ++j) out[j] = slope(j);
  }
  void move(std::size_t j, double by) override { axpy(-by, column(j), residual_); }
  void rest(View v) override {
    residual_ = target_;
    for (std::size_t j = 0; j < v.size(); ++j)
      if (v[j] != 0) move(j, v[j]);
  }
  Matrix curvature(std::size_t from, std::size_t to) const override {
    Matrix out(to - from, to - from);
    for (std::size_t i = from; i < to; ++i)
      for (std::size_t j = from; j < to; ++j) out(i - from, j - from) = dot(column(i), column(j)) / count_;
    return out;
  }
  double squares(View, View) const override { return dot(residual_, residual_) / count_; }
  double null_squares() const override { return dot(target_, target_) / count_; }

 private:
  View column(std::size_t j) const { return columns_.row(j); }
  Matrix columns_;
  Vector target_, residual_;
  double count_;
};

}  // namespace

std::unique_ptr<Quadratic> residual_quadratic(const Centered& c) { return std::make_unique<ResidualQuadratic>(c); }

}  // namespace paribus
