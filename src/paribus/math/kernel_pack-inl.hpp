// Packing for one instruction set. Guard as in kernel_vector-inl.hpp.
#if defined(PARIBUS_KERNEL_PACK) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_PACK
#undef PARIBUS_KERNEL_PACK
#else
#define PARIBUS_KERNEL_PACK
#endif

#include "paribus/math/kernel_vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

/// Stores `count` numbers of w as T, then zeros up to `width` (a multiple of the virtual vector).
template <class T>
HWY_INLINE void convert_row(const double* HWY_RESTRICT w, size_t count, size_t width, T* HWY_RESTRICT out) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<T, decltype(d)> narrow;
  constexpr size_t step = own<double>;
  for (size_t j = 0; j < width; j += step) {
    const auto v = j + step <= count ? hn::LoadU(d, w + j)
                   : j < count       ? hn::MaskedLoad(hn::FirstN(d, count - j), d, w + j)
                                     : hn::Zero(d);
    if constexpr (sizeof(T) == sizeof(double)) hn::Store(v, d, out + j);
    else hn::Store(hn::DemoteTo(narrow, v), narrow, out + j);  // to nearest
  }
}

template <class T>
void pack(const double* w, size_t rows, size_t columns, Panels<T> out) {
  T* to = out.data;
  for (size_t j = 0; j < columns; j += panel<T>) {
    const size_t width = std::min(panel<T>, padded<T>(columns) - j), count = std::min(width, columns - j);
    for (size_t k = 0; k < rows; ++k, to += width) convert_row<T>(w + k * columns + j, count, width, to);
  }
}

/// out_i = row rows[i] of all. Rows lie far apart: while one is copied, a later one is asked for, line by line. (All its
/// lines asked for at once have to wait for each other: 54 microseconds for 128 rows of 784, instead of 39.)
template <class T>
void gather(Rows<const T> all, std::span<const std::uint32_t> rows, Rows<T> out) {
  const Full<T> d;
  constexpr size_t ahead = 2;
  const size_t width = padded<T>(all.columns);
  for (size_t i = 0; i < rows.size(); ++i) {
    const T* const from = all[rows[i]];
    const T* const next = all[rows[std::min(i + ahead, rows.size() - 1)]];
    T* const to = out[i];
    for (size_t j = 0; j < width; j += own<T>) {
      __builtin_prefetch(next + j);
      hn::Store(hn::Load(d, from + j), d, to + j);
    }
  }
}

template <class T> inline constexpr size_t square = 16 / sizeof(T);

/// In every block of 16 bytes, element c of v[r] changes places with element r of v[c].
template <class D>
HWY_INLINE void turn(D d, hn::Vec<D> (&v)[square<hn::TFromD<D>>]) {
  if constexpr (sizeof(hn::TFromD<D>) == 8) {
    const auto a = v[0], b = v[1];
    v[0] = hn::InterleaveLower(d, a, b);
    v[1] = hn::InterleaveUpper(d, a, b);
  } else {
    const hn::RepartitionToWide<D> pairs;
    const auto low = hn::BitCast(pairs, hn::InterleaveLower(d, v[0], v[1])), low2 = hn::BitCast(pairs, hn::InterleaveLower(d, v[2], v[3]));
    const auto high = hn::BitCast(pairs, hn::InterleaveUpper(d, v[0], v[1])), high2 = hn::BitCast(pairs, hn::InterleaveUpper(d, v[2], v[3]));
    v[0] = hn::BitCast(d, hn::InterleaveLower(pairs, low, low2));
    v[1] = hn::BitCast(d, hn::InterleaveUpper(pairs, low, low2));
    v[2] = hn::BitCast(d, hn::InterleaveLower(pairs, high, high2));
    v[3] = hn::BitCast(d, hn::InterleaveUpper(pairs, high, high2));
  }
}

/// Transposes a square of numbers, 16 bytes by 16 bytes.
template <class T>
HWY_INLINE void turn(const T* from, size_t step, T* to, size_t to_step) {
  const hn::FixedTag<T, square<T>> d;
  hn::Vec<hn::FixedTag<T, square<T>>> v[square<T>];
  for (size_t r = 0; r < square<T>; ++r) v[r] = hn::Load(d, from + r * step);
  turn(d, v);
  for (size_t c = 0; c < square<T>; ++c) hn::Store(v[c], d, to + c * to_step);
}

/// wt[j][k] = w[k][j]. Whole squares only: what sticks out over the rows of w comes from `zeros` and fills pads.
template <class T>
void transpose(Panels<const T> w, Panels<T> wt) {
  constexpr size_t side = square<T>;
  HWY_ALIGN T edge[side * panel<T>], turned[side * side];
  for (size_t j = 0; j < w.columns; j += panel<T>) {          // a panel of w, `width` columns
    const size_t width = std::min(panel<T>, padded<T>(w.columns) - j), columns = std::min(width, w.columns - j);
    for (size_t k = 0; k < padded<T>(w.rows); k += side) {    // a stripe of wt's panel that begins at `start`
      const size_t start = k / panel<T> * panel<T>, across = std::min(panel<T>, padded<T>(w.rows) - start);
      const T* from = w.data + j * w.rows + k * width;
      if (k + side > w.rows) {
        const size_t rows = k < w.rows ? w.rows - k : 0;
        std::fill(edge, edge + side * width, T(0));
        std::copy_n(from, rows * width, edge);
        from = edge;
      }
      T* const to = wt.data + start * wt.rows + (k - start);
      for (size_t c = 0; c < columns; c += side) {
        if (c + side <= columns) {
          turn(from + c, width, to + (j + c) * across, across);
        } else {
          turn(from + c, width, turned, side);
          for (size_t r = c; r < columns; ++r) std::copy_n(turned + (r - c) * side, side, to + (j + r) * across);
        }
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
