#pragma once
// Rows come in blocks, partial gradients of a block are summed in T, blocks in float64. The blocks follow from the
// number of rows alone, so the order of every sum does too.

#include "paribus/model/packed.hpp"
#include "paribus/model/sweep.hpp"

namespace paribus {

/// Cuts the rows of a draw into blocks and brings the named rows together.
template <class T>
class Feed {
 public:
  static constexpr std::size_t capacity = 128;  ///< a block of 64-wide layers stays in the second cache
  explicit Feed(Shape shape) : x_{capacity, shape.features}, y_{capacity, shape.outputs} {}

  static std::size_t count(const Packed& packed, std::span<const std::uint32_t> rows) { return rows.empty() ? packed.size : rows.size(); }
  static std::size_t blocks(std::size_t rows) { return (rows + capacity - 1) / capacity; }

  /// visit(part) for every block; none named means all rows.
  struct Part {
    Rows<const T> x, y;
    std::size_t block;
  };
  template <class Visit>
  void each(const Packed& packed, std::span<const std::uint32_t> rows, Visit&& visit) {
    const Rows<const T> x = packed.x<T>(), y = packed.y<T>();
    const std::size_t n = count(packed, rows), all = blocks(n);
    for (std::size_t b = 0; b < all; ++b) {
      // Blocks of nearly equal size: a last block of one row would pay the cost of a whole one.
      const std::size_t from = b * n / all, size = (b + 1) * n / all - from;
      if (rows.empty()) {
        visit(Part{{x[from], size, x.columns, x.stride}, {y[from], size, y.columns, y.stride}, b});
      } else {
        const Rows<T> xb = x_.first(size), yb = y_.first(size);
        kernel::gather(x, rows.subspan(from, size), xb);
        kernel::gather(y, rows.subspan(from, size), yb);
        visit(Part{xb, yb, b});
      }
    }
  }

 private:
  Tile<T> x_, y_;
};

}  // namespace paribus
