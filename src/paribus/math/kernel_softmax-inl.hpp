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

/// Up to `lanes` rows turned into columns: column c of row r at data[c * lanes + r].
template <class T>
class Turned {
 public:
  Turned(size_t columns, size_t which) : columns_{columns} {
    static thread_local Buffer<T> scratch[3];  // kept between calls: no step allocates
    if (scratch[which].size() < padded<T>(columns) * lanes<T>) scratch[which].resize(padded<T>(columns) * lanes<T>);
    data = scratch[which].data();
  }
  /// Rows from .. from+n-1 of x; lanes without a row repeat the last.
  void read(Rows<const T> x, size_t from, size_t n) {
    for (size_t r = 0; r < lanes<T>; r += square<T>)
      for (size_t c = 0; c < columns_; c += square<T>)
        turn(T(), [&](size_t i) HWY_ATTR { return x[from + std::min(r + i, n - 1)] + c; },
             [&](size_t i) HWY_ATTR { return data + (c + i) * lanes<T> + r; });
  }
  /// Back to rows, padded with zeros.
  void write(T* rows) {
    const size_t width = padded<T>(columns_);
    std::fill(data + columns_ * lanes<T>, data + width * lanes<T>, T(0));
    for (size_t r = 0; r < lanes<T>; r += square<T>)
      for (size_t c = 0; c < width; c += square<T>) turn(data + c * lanes<T> + r, lanes<T>, rows + r * width + c, width);
  }
  T* data;

 private:
  size_t columns_;
};

/// Per lane: the sum of e_c = exp(z_c - max z), and the sum of y_c (z_c - max z).
template <class T>
struct Exponentials {
  Vec<T> sum, truth;
};
/// z_c stands at z + c * step, e_c is written to e + c * e_step; y(c) is a vector.
template <class T, class Y>
HWY_INLINE Exponentials<T> exponentials(const T* z, size_t step, size_t columns, Y y, T* e, size_t e_step) {
  const Full<T> d;
  Vec<T> top = hn::Load(d, z), sum = hn::Zero(d), truth = hn::Zero(d);
  for (size_t c = 1; c < columns; ++c) top = hn::Max(top, hn::Load(d, z + c * step));
  for (size_t c = 0; c < columns; ++c) {
    const Vec<T> shifted = hn::Sub(hn::Load(d, z + c * step), top), power = exp_of_nonpositive<T>(shifted);
    truth = hn::MulAdd(y(c), shifted, truth);
    sum = hn::Add(sum, power);
    hn::Store(power, d, e + c * e_step);
  }
  return {sum, truth};
}

template <class T>
double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
  const Full<T> d;
  const size_t width = padded<T>(z.columns);
  Turned<T> zt(z.columns, 0), yt(z.columns, 1);
  T* const rows = Turned<T>(z.columns, 2).data;
  HWY_ALIGN T inverse[lanes<T>], log[lanes<T>], truth[lanes<T>];
  double total = 0;
  for (size_t from = 0; from < z.rows; from += lanes<T>) {
    const size_t n = std::min(lanes<T>, z.rows - from);
    zt.read(z, from, n);
    yt.read(y, from, n);
    for (size_t p = 0; p < lanes<T>; p += own<T>) {
      const auto target = [&](size_t c) HWY_ATTR { return hn::Load(d, yt.data + c * lanes<T> + p); };
      const Exponentials<T> e = exponentials(zt.data + p, lanes<T>, z.columns, target, zt.data + p, lanes<T>);
      hn::Store(hn::Div(hn::Set(d, T(1)), e.sum), d, inverse + p);
      hn::Store(log_of<T>(e.sum), d, log + p);
      hn::Store(e.truth, d, truth + p);
    }
    zt.write(rows);
    for (size_t r = 0; r < n; ++r) {
      const Vec<T> scale = hn::Set(d, inverse[r]);
      total += static_cast<double>(log[r]) - static_cast<double>(truth[r]);
      for (size_t j = 0; j < width; j += own<T>)
        hn::Store(hn::MulSub(hn::Load(d, rows + r * width + j), scale, hn::Load(d, y[from + r] + j)), d, dz[from + r] + j);
    }
  }
  return total;
}

/// out = f(p, c) for every row, where p_c = softmax(z)_c; f may look at all of p, which stands at p + c * lanes.
template <class T, class F>
HWY_INLINE void map_softmax(Rows<const T> z, Rows<T> out, F f) {
  const Full<T> d;
  const size_t width = padded<T>(z.columns);
  Turned<T> zt(z.columns, 0);
  T* const rows = Turned<T>(z.columns, 2).data;
  for (size_t from = 0; from < z.rows; from += lanes<T>) {
    const size_t n = std::min(lanes<T>, z.rows - from);
    zt.read(z, from, n);
    for (size_t p = 0; p < lanes<T>; p += own<T>) {
      const auto nothing = [&](size_t) HWY_ATTR { return hn::Zero(d); };
      const Exponentials<T> e = exponentials(zt.data + p, lanes<T>, z.columns, nothing, zt.data + p, lanes<T>);
      const Vec<T> inverse = hn::Div(hn::Set(d, T(1)), e.sum);
      for (size_t c = 0; c < z.columns; ++c) {
        T* const at = zt.data + c * lanes<T> + p;
        hn::Store(hn::Mul(hn::Load(d, at), inverse), d, at);
      }
    }
    f(zt.data, from, n);
    zt.write(rows);
    for (size_t r = 0; r < n; ++r) std::copy_n(rows + r * width, width, out[from + r]);
  }
}

template <class T>
void softmax(Rows<T> z) {
  map_softmax<T>(z, z, [](T*, size_t, size_t) {});
}

template <class T>
void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz) {
  const Full<T> d;
  Turned<T> rt(z.columns, 1);
  map_softmax<T>(z, rdz, [&](T* p, size_t from, size_t n) HWY_ATTR {
    rt.read(rz, from, n);
    for (size_t at = 0; at < lanes<T>; at += own<T>) {
      Vec<T> mean = hn::Zero(d);
      for (size_t c = 0; c < z.columns; ++c)
        mean = hn::MulAdd(hn::Load(d, p + c * lanes<T> + at), hn::Load(d, rt.data + c * lanes<T> + at), mean);
      for (size_t c = 0; c < z.columns; ++c) {
        T* const to = p + c * lanes<T> + at;
        hn::Store(hn::Mul(hn::Load(d, to), hn::Sub(hn::Load(d, rt.data + c * lanes<T> + at), mean)), d, to);
      }
    }
  });
}

// ---- a company: column c of member r stands at column c * lanes + r -------------------------------------------

template <class T>
void company_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz, double* sums) {
  const Full<T> d;
  HWY_ALIGN T log[lanes<T>], truth[lanes<T>];
  for (size_t i = 0; i < z.rows; ++i) {
    const auto target = [&](size_t c) HWY_ATTR { return hn::Set(d, y[i][c]); };
    for (size_t p = 0; p < lanes<T>; p += own<T>) {
      const Exponentials<T> e = exponentials(z[i] + p, lanes<T>, y.columns, target, dz[i] + p, lanes<T>);
      const Vec<T> inverse = hn::Div(hn::Set(d, T(1)), e.sum);
      for (size_t c = 0; c < y.columns; ++c) {
        T* const at = dz[i] + c * lanes<T> + p;
        hn::Store(hn::MulSub(hn::Load(d, at), inverse, target(c)), d, at);
      }
      hn::Store(log_of<T>(e.sum), d, log + p);
      hn::Store(e.truth, d, truth + p);
    }
    for (size_t r = 0; r < lanes<T>; ++r) sums[r] += static_cast<double>(log[r]) - static_cast<double>(truth[r]);
  }
}

/// Members' parameters, each rows x columns in float64, as one packed matrix; seats without a member hold zeros.
template <class T>
void pack_company(std::span<const double* const> w, size_t rows, size_t columns, Panels<T> out) {
  const size_t width = padded<T>(columns);
  T* const turned = Turned<T>(columns, 0).data;          // one row of every member: [column][member]
  T* const members = Turned<T>(columns, 1).data;         // and as they are: [member][column]
  std::fill_n(members, width * lanes<T>, T(0));
  for (size_t k = 0; k < rows; ++k) {
    for (size_t r = 0; r < w.size(); ++r) convert_row<T>(w[r] + k * columns, columns, width, members + r * width);
    for (size_t r = 0; r < lanes<T>; r += square<T>)
      for (size_t c = 0; c < columns; c += square<T>) turn(members + r * width + c, width, turned + c * lanes<T> + r, lanes<T>);
    for (size_t j = 0; j < columns * lanes<T>; j += panel<T>) {
      const size_t step = std::min(panel<T>, columns * lanes<T> - j);
      std::copy_n(turned + j, step, out.data + j * rows + k * step);
    }
  }
}

/// And back: g is rows x (columns * lanes), out[r] rows x columns.
template <class T>
void unpack_company(const T* g, size_t rows, size_t columns, std::span<T* const> out) {
  const size_t width = padded<T>(columns);
  T* const turned = Turned<T>(columns, 0).data;
  T* const members = Turned<T>(columns, 1).data;
  for (size_t k = 0; k < rows; ++k) {
    std::copy_n(g + k * columns * lanes<T>, columns * lanes<T>, turned);
    for (size_t r = 0; r < lanes<T>; r += square<T>)
      for (size_t c = 0; c < columns; c += square<T>) turn(turned + c * lanes<T> + r, lanes<T>, members + r * width + c, width);
    for (size_t r = 0; r < out.size(); ++r) std::copy_n(members + r * width, columns, out[r] + k * columns);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
