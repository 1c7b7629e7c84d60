// The nearest centroid of every point for one instruction set. Included once per set (Highway's foreach_target),
// so the guard toggles instead of being a `#pragma once`.
#if defined(PARIBUS_NEAREST) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_NEAREST
#undef PARIBUS_NEAREST
#else
#define PARIBUS_NEAREST
#endif

#include "hwy/highway.h"
#include "paribus/math/nearest_table.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel::nearest {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using std::size_t;
template <class T> using Full = hn::ScalableTag<T>;  ///< the machine's own vector
template <class T> using Vec = hn::Vec<Full<T>>;
template <class T> using Whole = hn::RebindToUnsigned<Full<T>>;

// 32 registers hold 8 centroids x 2 vectors and their operands, 16 registers hold 6 x 2.
inline constexpr size_t most = HWY_MAX_BYTES >= 64 ? 8 : 6;

/// Two vectors of points against centroids j .. j+R-1. Ascending j and a strict < keep the lowest index of a tie,
/// and a NaN is never less: it stays with the label it has.
template <int R, class T>
HWY_INLINE void tile(const T* HWY_RESTRICT x, size_t d, const T* HWY_RESTRICT c, const T* HWY_RESTRICT half, size_t j,
                     Vec<T> (&least)[2], hn::Vec<Whole<T>> (&label)[2]) {
  const Full<T> real;
  const Whole<T> whole;
  constexpr size_t own = HWY_LANES(T);
  Vec<T> value[R][2];
  for (int r = 0; r < R; ++r) value[r][0] = value[r][1] = hn::Set(real, half[r]);
  for (size_t k = 0; k < d; ++k, x += block<T>, c += R) {
    const Vec<T> a = hn::Load(real, x), b = hn::Load(real, x + own);
    for (int r = 0; r < R; ++r) {
      const Vec<T> one = hn::Set(real, c[r]);
      value[r][0] = hn::NegMulAdd(a, one, value[r][0]);
      value[r][1] = hn::NegMulAdd(b, one, value[r][1]);
    }
  }
  for (int r = 0; r < R; ++r) {
    const auto index = hn::Set(whole, static_cast<hn::TFromD<Whole<T>>>(j + r));
    for (int v = 0; v < 2; ++v) {
      const auto less = hn::Lt(value[r][v], least[v]);
      least[v] = hn::IfThenElse(less, value[r][v], least[v]);
      label[v] = hn::IfThenElse(hn::RebindMask(whole, less), index, label[v]);
    }
  }
}

/// call.template operator()<rows>(), rows <= R.
template <int R, class Call>
HWY_INLINE void pick(size_t rows, Call&& call) {
  if (rows == R) return call.template operator()<R>();
  if constexpr (R > 1) pick<R - 1>(rows, call);
}

template <class T>
void assign(const T* x, size_t blocks, size_t d, const T* c, const T* half, size_t k, std::uint32_t* label, T* value) {
  const Full<T> real;
  const Whole<T> whole;
  constexpr size_t own = HWY_LANES(T);
  for (size_t b = 0; b < blocks; ++b, x += d * block<T>, label += block<T>, value += block<T>)
    for (size_t p = 0; p < block<T>; p += 2 * own) {
      Vec<T> least[2] = {hn::Inf(real), hn::Inf(real)};
      hn::Vec<Whole<T>> chosen[2] = {hn::Zero(whole), hn::Zero(whole)};
      for (size_t j = 0; j < k;) {
        const size_t rows = next_group(k - j, most);
        pick<int{most}>(rows, [&]<int R>() HWY_ATTR { tile<R, T>(x + p, d, c + j * d, half + j, j, least, chosen); });
        j += rows;
      }
      for (size_t v = 0; v < 2; ++v) {
        hn::Store(least[v], real, value + p + v * own);
        if constexpr (sizeof(T) == sizeof(std::uint32_t)) hn::Store(chosen[v], whole, label + p + v * own);
        else {
          const hn::Rebind<std::uint32_t, Full<T>> narrow;
          hn::Store(hn::TruncateTo(narrow, chosen[v]), narrow, label + p + v * own);
        }
      }
    }
}

// ---- distances from a few points: two vectors of points against up to four of these ------------------------------

template <int R, class T>
HWY_INLINE void nearer_tile(const T* HWY_RESTRICT x, size_t d, const T* HWY_RESTRICT seeds, const T* before, T* out, size_t stride) {
  const Full<T> real;
  constexpr size_t own = HWY_LANES(T);
  Vec<T> sum[R][2];
  for (int r = 0; r < R; ++r) sum[r][0] = sum[r][1] = hn::Zero(real);
  for (size_t k = 0; k < d; ++k, x += block<T>) {
    const Vec<T> a = hn::Load(real, x), b = hn::Load(real, x + own);
    for (int r = 0; r < R; ++r) {
      const Vec<T> one = hn::Set(real, seeds[r * d + k]), u = hn::Sub(a, one), w = hn::Sub(b, one);
      sum[r][0] = hn::MulAdd(u, u, sum[r][0]);
      sum[r][1] = hn::MulAdd(w, w, sum[r][1]);
    }
  }
  for (int r = 0; r < R; ++r)
    for (size_t v = 0; v < 2; ++v) {
      const Vec<T> old = hn::Load(real, before + v * own);
      hn::Store(hn::IfThenElse(hn::Lt(sum[r][v], old), sum[r][v], old), real, out + r * stride + v * own);
    }
}

template <class T>
void nearer(const T* x, size_t d, const T* seeds, size_t count, const T* before, T* out, size_t stride) {
  constexpr size_t own = HWY_LANES(T);
  for (size_t p = 0; p < block<T>; p += 2 * own)
    for (size_t j = 0; j < count;) {
      const size_t rows = next_group(count - j, 4);
      pick<4>(rows, [&]<int R>() HWY_ATTR { nearer_tile<R, T>(x + p, d, seeds + j * d, before + p, out + j * stride + p, stride); });
      j += rows;
    }
}

// ---- sums: four coordinates of four points at a time -----------------------------------------------------------

using Wide = hn::FixedTag<double, 4>;
using Four = hn::Vec<Wide>;

/// v_ij <- v_ji
HWY_INLINE void turn(Four (&v)[4]) {
  const Wide d;
  const Four a = hn::InterleaveLower(d, v[0], v[1]), b = hn::InterleaveUpper(d, v[0], v[1]);
  const Four c = hn::InterleaveLower(d, v[2], v[3]), e = hn::InterleaveUpper(d, v[2], v[3]);
  v[0] = hn::ConcatLowerLower(d, c, a);
  v[1] = hn::ConcatLowerLower(d, e, b);
  v[2] = hn::ConcatUpperUpper(d, c, a);
  v[3] = hn::ConcatUpperUpper(d, e, b);
}

template <class T>
HWY_INLINE Four widen(const T* from) {
  const hn::FixedTag<T, 4> narrow;
  if constexpr (sizeof(T) == sizeof(double)) return hn::Load(narrow, from);
  else return hn::PromoteTo(Wide(), hn::Load(narrow, from));
}

/// The points that fill up the last block are zeros and change no sum.
template <class T>
void add_up(const T* HWY_RESTRICT x, size_t d, const std::uint32_t* HWY_RESTRICT label, double* HWY_RESTRICT sums) {
  double* to[block<T>];
  for (size_t p = 0; p < block<T>; ++p) to[p] = sums + label[p] * d;
  size_t k = 0;
  for (; k + 4 <= d; k += 4)
    for (size_t p = 0; p < block<T>; p += 4) {
      Four v[4];
      for (size_t r = 0; r < 4; ++r) v[r] = widen(x + (k + r) * block<T> + p);
      turn(v);
      for (size_t r = 0; r < 4; ++r) hn::StoreU(hn::Add(hn::LoadU(Wide(), to[p + r] + k), v[r]), Wide(), to[p + r] + k);
    }
  for (; k < d; ++k)
    for (size_t p = 0; p < block<T>; ++p) to[p][k] += static_cast<double>(x[k * block<T> + p]);
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel::nearest
HWY_AFTER_NAMESPACE();
#endif
