// |q - x|^2 = |q|^2 + 2 v,   v = |x|^2 / 2 - q.x
// One product gives v of all rows, less exactly than the distance when points lie close for their length. So v only
// says which rows may be among the nearest; those are measured.
#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/math/kernel.hpp"
#include "paribus/math/nearest.hpp"
#include "paribus/math/neighbors.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Brute final : public Neighbors {
 public:
  explicit Brute(const Matrix& x)
      : x_{x}, origin_{origin_of(x)}, panels_(kernel::panel_size<double>(x.columns, x.rows)), half_(kernel::stride<double>(x.rows)) {
    Matrix across(x.columns, x.rows);
    Vector centered(x.columns);
    for (std::size_t i = 0; i < x.rows; ++i) {
      for (std::size_t j = 0; j < x.columns; ++j) across(j, i) = centered[j] = x(i, j) - origin_[j];
      const double square = dot(centered, centered);
      half_[i] = square / 2;
      largest_ = std::max(largest_, square);
    }
    kernel::pack(across.values.data(), x.columns, x.rows, panels());
  }

  std::vector<Neighbor> nearest(const Matrix& q, std::size_t k) const override {
    constexpr std::size_t block = 16;
    const std::size_t n = x_.rows, step = kernel::stride<double>(x_.columns), wide = kernel::stride<double>(n);
    kernel::Buffer<double> minus(block * step), v(block * wide);
    Vector square(block), order(n);
    std::vector<Neighbor> out, near;
    out.reserve(q.rows * k);
    for (std::size_t from = 0; from < q.rows; from += block) {
      const std::size_t count = std::min(block, q.rows - from);
      for (std::size_t i = 0; i < count; ++i) {
        const Span row{minus.data() + i * step, x_.columns};
        for (std::size_t j = 0; j < row.size(); ++j) row[j] = origin_[j] - q(from + i, j);
        square[i] = dot(row, row);
      }
      kernel::product<double>({minus.data(), count, x_.columns, step}, panels(), {half_.data(), 0}, kernel::Activation::identity,
                              {v.data(), count, n, wide});
      for (std::size_t i = 0; i < count; ++i) {
        const View of{v.data() + i * wide, n};
        // Where squares overflow, products may be no numbers: then every row is measured.
        const bool sure = std::isfinite(square[i] + largest_);
        if (sure) {
          order.assign(of.begin(), of.end());
          std::ranges::nth_element(order, order.begin() + static_cast<std::ptrdiff_t>(k - 1));
        }
        // Twice the error of v: a chain of d + 1 roundings, and those of the differences from the origin.
        const double doubt = 16 * static_cast<double>(x_.columns + 8) * std::numeric_limits<double>::epsilon() * (square[i] + largest_);
        const double reach = sure ? order[k - 1] + doubt : 0;
        near.clear();
        for (std::size_t r = 0; r < n; ++r)
          if (!sure || of[r] <= reach) near.push_back({squared_distance(q.row(from + i), x_.row(r)), static_cast<std::uint32_t>(r)});
        std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(k));
        out.insert(out.end(), near.begin(), near.begin() + static_cast<std::ptrdiff_t>(k));
      }
    }
    return out;
  }

 private:
  kernel::Panels<double> panels() { return {panels_.data(), x_.columns, x_.rows}; }
  kernel::Panels<const double> panels() const { return {panels_.data(), x_.columns, x_.rows}; }

  const Matrix& x_;
  Vector origin_;
  kernel::Buffer<double> panels_, half_;   // half_: |x|^2 / 2 of each row, less the origin
  double largest_ = 0;
};

}  // namespace

std::unique_ptr<Neighbors> brute_neighbors(const Matrix& x) { return std::make_unique<Brute>(x); }

}  // namespace paribus
