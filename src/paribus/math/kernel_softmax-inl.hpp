// Softmax and its losses for one instruction set: as many rows (or members of a company) at a time as a virtual vector
// has lanes, every sum a chain over the columns c = 0, 1, 2, ... Guard as in kernel_vector-inl.hpp.
#if defined(PARIBUS_KERNEL_SOFTMAX) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_SOFTMAX
#undef PARIBUS_KERNEL_SOFTMAX
#else
#define PARIBUS_KERNEL_SOFTMAX
#endif

#include "paribus/math/kernel_elementary-inl.hpp"
#include "paribus/math/kernel_pack-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

/// Room for `columns` columns of `lanes` rows each; five of them. Kept between calls: no step allocates.
template <class T>
T* scratch(size_t columns, size_t which) {
  static thread_local Buffer<T> kept[5];
  const size_t size = padded<T>(columns) * lanes<T>;
  if (kept[which].size() < size) kept[which].resize(size);
  return kept[which].data();
}

/// Blocks of 16 bytes as one vector; block b stands at at(b).
template <class D, class At>
HWY_INLINE hn::Vec<D> from_blocks(D d, At at, size_t b = 0) {
  if constexpr (hn::MaxLanes(D()) == square<hn::TFromD<D>>) {
    return hn::Load(d, at(b));
  } else {
    const hn::Half<D> half;
    constexpr size_t blocks = hn::MaxLanes(hn::Half<D>()) / square<hn::TFromD<D>>;
    return hn::Combine(d, from_blocks(half, at, b + blocks), from_blocks(half, at, b));
  }
}
/// And back.
template <class D, class At>
HWY_INLINE void to_blocks(D d, hn::Vec<D> v, At at, size_t b = 0) {
  if constexpr (hn::MaxLanes(D()) == square<hn::TFromD<D>>) {
    hn::Store(v, d, at(b));
  } else {
    const hn::Half<D> half;
    constexpr size_t blocks = hn::MaxLanes(hn::Half<D>()) / square<hn::TFromD<D>>;
    to_blocks(half, hn::LowerHalf(half, v), at, b);
    to_blocks(half, hn::UpperHalf(half, v), at, b + blocks);
  }
}

/// Rows from .. from+n-1 of x as columns: column c of row r at c * lanes + r. Lanes without a row repeat the last. (Whole
/// vectors are stored, as they will be read: a vector that was stored in pieces is waited for.)
template <class T>
T* turned(size_t which, Rows<const T> x, size_t from, size_t n) {
  const Full<T> d;
  T* const out = scratch<T>(x.columns, which);
  const T* row[lanes<T>];
  for (size_t r = 0; r < lanes<T>; ++r) row[r] = x[from + std::min(r, n - 1)];
  for (size_t p = 0; p < lanes<T>; p += own<T>)
    for (size_t c = 0; c < x.columns; c += square<T>) {
      Vec<T> v[square<T>];
      for (size_t k = 0; k < square<T>; ++k) v[k] = from_blocks(d, [&](size_t b) HWY_ATTR { return row[p + b * square<T> + k] + c; });
      turn(d, v);
      for (size_t k = 0; k < square<T>; ++k) hn::Store(v[k], d, out + (c + k) * lanes<T> + p);
    }
  return out;
}

/// And back into as many rows of x as there are from `from` on, padded with zeros.
template <class T>
void turn_back(const T* columns, Rows<T> x, size_t from) {
  const Full<T> d;
  const size_t width = padded<T>(x.columns), n = std::min(lanes<T>, x.rows - from);
  const bool whole = n == lanes<T>;
  T* const rows = whole ? x[from] : scratch<T>(x.columns, 4);
  const size_t stride = whole ? x.stride : width;
  for (size_t p = 0; p < lanes<T>; p += own<T>)
    for (size_t c = 0; c < width; c += square<T>) {
      Vec<T> v[square<T>];
      for (size_t k = 0; k < square<T>; ++k) v[k] = c + k < x.columns ? hn::Load(d, columns + (c + k) * lanes<T> + p) : hn::Zero(d);
      turn(d, v);
      for (size_t k = 0; k < square<T>; ++k)
        to_blocks(d, v[k], [&](size_t b) HWY_ATTR { return rows + (p + b * square<T> + k) * stride + c; });
    }
  if (!whole)
    for (size_t r = 0; r < n; ++r) std::copy_n(rows + r * width, width, x[from + r]);
}

/// Per lane and for `n` vectors side by side: the sum of e_c = exp(z_c - max z), and the sum of y_c (z_c - max z).
template <class T, int n>
struct Exponentials {
  Vec<T> sum[n], truth[n];
};
/// z_c of vector i stands at z[i] + c * lanes, e_c goes to e[i] + c * lanes; y(i, c) is a vector. The sums are chains, so
/// that the processor waits where there is one vector alone.
template <class T, int n, class Y>
HWY_INLINE Exponentials<T, n> exponentials(const T* const* z, size_t columns, Y y, T* const* e) {
  const Full<T> d;
  Exponentials<T, n> out;
  Vec<T> top[n];
  for (int i = 0; i < n; ++i) top[i] = hn::Load(d, z[i]), out.sum[i] = out.truth[i] = hn::Zero(d);
  for (size_t c = 1; c < columns; ++c)
    for (int i = 0; i < n; ++i) top[i] = hn::Max(top[i], hn::Load(d, z[i] + c * lanes<T>));
  for (size_t c = 0; c < columns; ++c)
    for (int i = 0; i < n; ++i) {
      const Vec<T> shifted = hn::Sub(hn::Load(d, z[i] + c * lanes<T>), top[i]), power = exp_of_nonpositive<T>(shifted);
      out.truth[i] = hn::MulAdd(y(i, c), shifted, out.truth[i]);
      out.sum[i] = hn::Add(out.sum[i], power);
      hn::Store(power, d, e[i] + c * lanes<T>);
    }
  return out;
}

/// dz_c = e_c / sum - y_c, and per lane the logarithm of that sum and the sum of y_c (z_c - max z).
template <class T, int n>
struct CrossEntropies {
  Vec<T> log[n], truth[n];
};
template <class T, int n, class Y>
HWY_INLINE CrossEntropies<T, n> cross_entropies(const T* const* z, size_t columns, Y y, T* const* dz) {
  const Full<T> d;
  const auto e = exponentials<T, n>(z, columns, y, dz);
  Vec<T> inverse[n];
  for (int i = 0; i < n; ++i) inverse[i] = hn::Div(hn::Set(d, T(1)), e.sum[i]);
  for (size_t c = 0; c < columns; ++c)
    for (int i = 0; i < n; ++i) {
      T* const at = dz[i] + c * lanes<T>;
      hn::Store(hn::MulSub(hn::Load(d, at), inverse[i], y(i, c)), d, at);
    }
  CrossEntropies<T, n> out;
  for (int i = 0; i < n; ++i) out.log[i] = log_of<T>(e.sum[i]), out.truth[i] = e.truth[i];
  return out;
}

/// `n` blocks of `lanes` rows each, of which the last may have fewer.
template <class T, int n>
HWY_INLINE void softmax_blocks(Rows<const T> z, Rows<const T> y, Rows<T> dz, size_t from, double& total) {
  const Full<T> d;
  HWY_ALIGN T log[n * lanes<T>], truth[n * lanes<T>];
  T *zt[n], *yt[n];
  for (int i = 0; i < n; ++i) {
    const size_t at = from + i * lanes<T>, rows = std::min(lanes<T>, z.rows - at);
    zt[i] = turned<T>(i, z, at, rows);
    yt[i] = turned<T>(n + i, y, at, rows);
  }
  for (size_t p = 0; p < lanes<T>; p += own<T>) {
    T* at[n];
    for (int i = 0; i < n; ++i) at[i] = zt[i] + p;
    const auto target = [&](int i, size_t c) HWY_ATTR { return hn::Load(d, yt[i] + c * lanes<T> + p); };
    const auto e = cross_entropies<T, n>(at, z.columns, target, at);
    for (int i = 0; i < n; ++i) {
      hn::Store(e.log[i], d, log + i * lanes<T> + p);
      hn::Store(e.truth[i], d, truth + i * lanes<T> + p);
    }
  }
  for (int i = 0; i < n; ++i) turn_back(zt[i], dz, from + i * lanes<T>);
  for (size_t r = 0; r < std::min(n * lanes<T>, z.rows - from); ++r) total += static_cast<double>(log[r]) - static_cast<double>(truth[r]);
}

template <class T>
double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
  double total = 0;
  for (size_t from = 0; from < z.rows; from += 2 * lanes<T>)
    if (z.rows - from > lanes<T>) softmax_blocks<T, 2>(z, y, dz, from, total);
    else softmax_blocks<T, 1>(z, y, dz, from, total);
  return total;
}

/// out = f(p, c) for every row, where p_c = softmax(z)_c; f may look at all of p, which stands at p + c * lanes.
template <class T, class F>
HWY_INLINE void map_softmax(Rows<const T> z, Rows<T> out, F f) {
  const Full<T> d;
  for (size_t from = 0; from < z.rows; from += lanes<T>) {
    const size_t n = std::min(lanes<T>, z.rows - from);
    T* const zt = turned<T>(0, z, from, n);
    for (size_t p = 0; p < lanes<T>; p += own<T>) {
      T* const at = zt + p;
      const auto nothing = [&](int, size_t) HWY_ATTR { return hn::Zero(d); };
      const Vec<T> inverse = hn::Div(hn::Set(d, T(1)), exponentials<T, 1>(&at, z.columns, nothing, &at).sum[0]);
      for (size_t c = 0; c < z.columns; ++c) hn::Store(hn::Mul(hn::Load(d, at + c * lanes<T>), inverse), d, at + c * lanes<T>);
    }
    f(zt, from, n);
    turn_back(zt, out, from);
  }
}

template <class T>
void softmax(Rows<T> z) {
  map_softmax<T>(z, z, [](T*, size_t, size_t) {});
}

template <class T>
void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz) {
  const Full<T> d;
  map_softmax<T>(z, rdz, [&](T* p, size_t from, size_t n) HWY_ATTR {
    const T* const rt = turned<T>(1, rz, from, n);
    for (size_t at = 0; at < lanes<T>; at += own<T>) {
      Vec<T> mean = hn::Zero(d);
      for (size_t c = 0; c < z.columns; ++c)
        mean = hn::MulAdd(hn::Load(d, p + c * lanes<T> + at), hn::Load(d, rt + c * lanes<T> + at), mean);
      for (size_t c = 0; c < z.columns; ++c) {
        T* const to = p + c * lanes<T> + at;
        hn::Store(hn::Mul(hn::Load(d, to), hn::Sub(hn::Load(d, rt + c * lanes<T> + at), mean)), d, to);
      }
    }
  });
}

// ---- a company: column c of member r stands at column c * lanes + r -------------------------------------------

/// sums_r += a_r - b_r in float64.
template <class T>
HWY_INLINE void add_difference(Vec<T> a, Vec<T> b, double* sums) {
  const hn::ScalableTag<double> wide;
  const auto add = [&](auto x, auto y, size_t at) HWY_ATTR { hn::StoreU(hn::Add(hn::LoadU(wide, sums + at), hn::Sub(x, y)), wide, sums + at); };
  if constexpr (sizeof(T) == sizeof(double)) {
    add(a, b, 0);
  } else {
    const hn::Half<Full<T>> half;
    add(hn::PromoteTo(wide, hn::LowerHalf(half, a)), hn::PromoteTo(wide, hn::LowerHalf(half, b)), 0);
    add(hn::PromoteTo(wide, hn::UpperHalf(half, a)), hn::PromoteTo(wide, hn::UpperHalf(half, b)), own<T> / 2);
  }
}

/// Rows i .. i+n-1.
template <class T, int n>
HWY_INLINE void company_rows(Rows<const T> z, Rows<const T> y, Rows<T> dz, size_t i, double* sums) {
  for (size_t p = 0; p < lanes<T>; p += own<T>) {
    const T* from[n];
    T* to[n];
    for (int r = 0; r < n; ++r) from[r] = z[i + r] + p, to[r] = dz[i + r] + p;
    const auto target = [&](int r, size_t c) HWY_ATTR { return hn::Set(Full<T>(), y[i + r][c]); };
    const auto e = cross_entropies<T, n>(from, y.columns, target, to);
    for (int r = 0; r < n; ++r) add_difference<T>(e.log[r], e.truth[r], sums + p);
  }
}

template <class T>
void company_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz, double* sums) {
  size_t i = 0;
  for (; i + 2 <= z.rows; i += 2) company_rows<T, 2>(z, y, dz, i, sums);
  for (; i < z.rows; ++i) company_rows<T, 1>(z, y, dz, i, sums);
}

/// Members' parameters, each rows x columns in float64, as one packed matrix; seats without a member hold zeros.
template <class T>
void pack_company(std::span<const double* const> w, size_t rows, size_t columns, Panels<T> out) {
  const Full<T> d;
  const size_t width = padded<T>(columns);
  T* const crossed = scratch<T>(columns, 0);          // one row of every member: [column][member]
  T* const members = scratch<T>(columns, 1);         // and as they are: [member][column]
  std::fill_n(members + w.size() * width, (lanes<T> - w.size()) * width, T(0));
  for (size_t k = 0; k < rows; ++k) {
    for (size_t r = 0; r < w.size(); ++r) convert_row<T>(w[r] + k * columns, columns, width, members + r * width);
    for (size_t r = 0; r < lanes<T>; r += square<T>)
      for (size_t c = 0; c < columns; c += square<T>) turn(members + r * width + c, width, crossed + c * lanes<T> + r, lanes<T>);
    for (size_t j = 0; j < columns * lanes<T>; j += panel<T>) {
      const size_t step = std::min(panel<T>, columns * lanes<T> - j);
      for (size_t c = 0; c < step; c += own<T>) hn::Store(hn::Load(d, crossed + j + c), d, out.data + j * rows + k * step + c);
    }
  }
}

/// And back: g is rows x (columns * lanes), out[r] rows x columns.
template <class T>
void unpack_company(const T* g, size_t rows, size_t columns, std::span<T* const> out) {
  const Full<T> d;
  const size_t width = padded<T>(columns);
  T* const members = scratch<T>(columns, 1);
  for (size_t k = 0; k < rows; ++k) {
    const T* const crossed = g + k * columns * lanes<T>;
    for (size_t r = 0; r < lanes<T>; r += square<T>)
      for (size_t c = 0; c < columns; c += square<T>) turn(crossed + c * lanes<T> + r, lanes<T>, members + r * width + c, width);
    for (size_t r = 0; r < out.size(); ++r)
      for (size_t c = 0; c < columns; c += own<T>) store<T>(hn::Load(d, members + r * width + c), out[r] + k * columns + c, columns - c);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
