// Covariance updates (Friedman, Hastie & Tibshirani 2010, section 2.2): c - G v is kept up to date in all coordinates.
#include <algorithm>
#include <cmath>
#include <utility>

#include "paribus/learner/quadratic.hpp"
#include "paribus/math/scatter.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class GramQuadratic final : public Quadratic {
 public:
  explicit GramQuadratic(const Centered& c) : target_(c.columns(), 0.0), null_{dot(c.u, c.u) / c.count} {
    c.plain() ? of_columns(c) : of_copy(c);
    slopes_ = target_;
  }
  double slope(std::size_t j) const override { return slopes_[j]; }
  void slopes(Span out) const override { std::ranges::copy(slopes_, out.begin()); }
  void move(std::size_t j, double by) override { axpy(-by, View(std::as_const(gram_).row(j)), slopes_); }
  void rest(View v) override {
    slopes_ = target_;
    for (std::size_t j = 0; j < v.size(); ++j)
      if (v[j] != 0) move(j, v[j]);
  }
  Matrix curvature(std::size_t from, std::size_t to) const override {
    Matrix out(to - from, to - from);
    for (std::size_t i = from; i < to; ++i)
      for (std::size_t j = from; j < to; ++j) out(i - from, j - from) = gram_(i, j);
    return out;
  }
  double squares(View v, View slopes) const override { return std::max(0.0, null_ - dot(target_, v) - dot(slopes, v)); }
  double null_squares() const override { return null_; }

 private:
  void of_copy(const Centered& c) {
    const Matrix z = c.z();
    gram_ = scatter(z).products;
    scale(1 / c.count, gram_.values);
    for (std::size_t i = 0; i < z.rows; ++i) axpy(c.u[i] / c.count, z.row(i), target_);
  }
  /// The same to the bit, without a copy of the rows: powers of two come last.
  void of_columns(const Centered& c) {
    gram_ = scatter(c.x, c.mean).products;
    for (std::size_t i = 0; i < c.rows(); ++i) {
      const double a = c.u[i] / c.count;
      const double* row = c.x.row(i).data();
      for (std::size_t j = 0; j < target_.size(); ++j) target_[j] += a * (row[j] - c.mean[j]);
    }
    Vector unit;
    for (const int e : c.exponent) unit.push_back(std::ldexp(1.0, -e));
    for (std::size_t i = 0; i < target_.size(); ++i) {
      target_[i] *= unit[i];
      for (std::size_t j = 0; j < target_.size(); ++j) gram_(i, j) *= unit[i] * unit[j] * (1 / c.count);
    }
  }
  Matrix gram_;
  Vector target_, slopes_;
  double null_;
};

}  // namespace

std::unique_ptr<Quadratic> gram_quadratic(const Centered& c) { return std::make_unique<GramQuadratic>(c); }

std::unique_ptr<Quadratic> quadratic(const Centered& c) {
  constexpr std::size_t most = 5000;  // columns: 200 MB
  return c.columns() <= c.rows() && c.columns() <= most ? gram_quadratic(c) : residual_quadratic(c);
}

}  // namespace paribus
