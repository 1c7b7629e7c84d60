// Half the squared error, so that its derivative by z is z - y and a linear model's Hessian is X^T X / n exactly.
//   loss = 1/2 sum_k (z_k - y_k)^2
#include <algorithm>

#include "paribus/model/loss.hpp"

namespace paribus {
namespace {

class SquaredError final : public Loss {
 public:
  double evaluate(Rows<const float> z, Rows<const float> y, Rows<float> dz) const override { return sum(z, y, dz); }
  double evaluate(Rows<const double> z, Rows<const double> y, Rows<double> dz) const override { return sum(z, y, dz); }
  void evaluate(Rows<const float> z, Rows<const float> y, Rows<float> dz, std::span<double> sums) const override {
    constexpr std::size_t seats = kernel::lanes<float>;
    for (std::size_t i = 0; i < z.rows; ++i)
      for (std::size_t j = 0; j < y.columns; ++j)
        for (std::size_t r = 0; r < seats; ++r) {
          const float e = z[i][j * seats + r] - y[i][j];
          dz[i][j * seats + r] = e;
          sums[r] += static_cast<double>(e) * static_cast<double>(e) / 2;
        }
  }
  void curvature(Rows<const float>, Rows<const float>, Rows<const float> rz, Rows<float> rdz) const override { copy(rz, rdz); }
  void curvature(Rows<const double>, Rows<const double>, Rows<const double> rz, Rows<double> rdz) const override { copy(rz, rdz); }
  void link(Matrix&) const override {}
  bool quadratic() const override { return true; }

 private:
  template <class T>
  static double sum(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
    double total = 0;
    for (std::size_t i = 0; i < z.rows; ++i)
      for (std::size_t j = 0; j < z.columns; ++j) {
        const T e = z[i][j] - y[i][j];
        dz[i][j] = e;
        total += static_cast<double>(e) * static_cast<double>(e) / 2;
      }
    return total;
  }
  template <class T>
  static void copy(Rows<const T> from, Rows<T> to) {  // the second derivative is the identity
    for (std::size_t i = 0; i < from.rows; ++i) std::copy_n(from[i], from.columns, to[i]);
  }
};

}  // namespace
namespace parts::losses {
extern const Entry<Loss> squared_error = entry<Loss, SquaredError>(
    {"squared_error", "squared error", "half the squared distance between output and target",
     "1/2 sum_k (z_k - y_k)^2, mean over the examples", "Gauss 1809", "mse"});
}  // namespace parts::losses
}  // namespace paribus
