// Covariance updates (Friedman, Hastie & Tibshirani 2010, section 2.2): c - G v is kept up to date in all coordinates.
#include <algorithm>
#include <utility>

#include "paribus/learner/quadratic.hpp"
#include "paribus/math/scatter.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class GramQuadratic final : public Quadratic {
 public:
  explicit GramQuadratic(const Centered& c) : gram_{scatter(c.z).products}, target_(c.z.columns, 0.0), null_{dot(c.u, c.u) / c.count} {
    scale(1 / c.count, gram_.values);
    for (std::size_t i = 0; i < c.z.rows; ++i) axpy(c.u[i] / c.count, c.z.row(i), target_);
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
  Matrix gram_;
  Vector target_, slopes_;
  double null_;
};

}  // namespace

std::unique_ptr<Quadratic> gram_quadratic(const Centered& c) { return std::make_unique<GramQuadratic>(c); }

std::unique_ptr<Quadratic> quadratic(const Centered& c) {
  constexpr std::size_t most = 5000;  // columns: 200 MB
  return c.z.columns <= c.z.rows && c.z.columns <= most ? gram_quadratic(c) : residual_quadratic(c);
}

}  // namespace paribus
