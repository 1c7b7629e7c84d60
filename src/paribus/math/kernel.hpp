#pragma once
// The inner loops of dense networks, in float and double, chosen at run time for AVX2 or AVX-512.
//
// The same bits on both: a "virtual vector" is 64 bytes wide on every machine, each element of a product is
// ONE chain of fused multiply-adds in the order k = 0, 1, 2, ..., columns are summed row by row, and what has
// to cross lanes is folded in halves by hand. How wide the machine's own vectors are decides only the speed.

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "paribus/math/buffer.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// n x k numbers with a row stride (in numbers).
template <class T>
struct Rows {
  T* data;
  std::size_t rows, columns, stride;
  T* operator[](std::size_t i) const { return data + i * stride; }
  operator Rows<const T>() const requires(!std::is_const_v<T>) { return {data, rows, columns, stride}; }
};

}  // namespace paribus

namespace paribus::kernel {

enum class Target { avx2, avx512 };
constexpr std::string_view word(Target t) { return t == Target::avx2 ? "avx2" : "avx512"; }

/// The instructions in use: the best this processor has, or what PARIBUS_TARGET=avx2|avx512 asks for. The first
/// call decides for the whole process. Throws Error on an unknown word or a processor that lacks them.
Target target();

/// Treats denormal numbers as zero while it lives (FTZ and DAZ of this thread). They cost speed and, since they
/// change values, have to be the same for every worker.
class FlushDenormals {
 public:
  FlushDenormals();
  ~FlushDenormals();
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;

 private:
  unsigned saved_;
};

template <class T>
inline constexpr std::size_t lanes = 64 / sizeof(T);   ///< of the virtual vector: 16 float, 8 double
template <class T>
inline constexpr std::size_t panel = 2 * lanes<T>;     ///< columns of a packed panel

/// n rounded up to whole virtual vectors.
template <class T>
constexpr std::size_t padded(std::size_t n) { return (n + lanes<T> - 1) / lanes<T> * lanes<T>; }

/// The row stride for n columns: padded, and off multiples of 512 bytes, where rows would share cache sets.
template <class T>
constexpr std::size_t stride(std::size_t n) {
  const std::size_t s = padded<T>(n);
  return s * sizeof(T) % 512 == 0 ? s + lanes<T> : s;
}

/// A matrix cut into panels of `panel` columns (the last: 1 or 2 virtual vectors), each stored row by row, so
/// that a product reads it from front to back. Pad columns are 0.
template <class T>
struct Panels {
  T* data;
  std::size_t rows, columns;
  operator Panels<const T>() const requires(!std::is_const_v<T>) { return {data, rows, columns}; }
};
template <class T>
constexpr std::size_t panel_size(std::size_t rows, std::size_t columns) { return rows * padded<T>(columns); }

/// Rows that a product adds to: one row for all (a bias, stride 0), or one for each.
template <class T>
struct Start {
  const T* data;
  std::size_t stride;
};

// Parameters live outside as float64, row-major, without padding; a pass packs them anew at every call.
template <class T> void pack(const double* w, std::size_t rows, std::size_t columns, Panels<T> out);
template <class T> void transpose(Panels<const T> w, Panels<T> wt);                ///< wt_jk = w_kj: moves only
template <class T> void pack_row(const double* b, std::size_t columns, T* out);   ///< pads too
template <class T> void gather(Rows<const T> all, std::span<const std::uint32_t> rows, Rows<T> out);   ///< of data as products have them

enum class Activation { identity, relu, tanh };

// Products. All data begin on 64 bytes and have strides of whole virtual vectors.
/// y = f(a), a_ij = (..(start_ij + x_i0 w_0j) + x_i1 w_1j) + ..., each step fused. `y` may be `start`. A NaN stays NaN.
template <class T> void product(Rows<const T> x, Panels<const T> w, Start<T> start, Activation f, Rows<T> y);
/// The way back through w and the activation that made h = f(a): dh = (start + dy wt) * f'(a), f' from h.
template <class T>
void pull_back(Rows<const T> dy, Panels<const T> wt, Start<T> start, Activation f, Rows<const T> h, Rows<T> dh);
/// g = [g +] scale * x^T dy: chains in T over the rows, then float64; g[x.columns * dy.columns] row-major. A float g
/// takes what one block of rows gives, in T throughout; `add` is for float64.
template <class T> void weight_gradient(Rows<const T> x, Rows<const T> dy, double scale, bool add, double* g);
void weight_gradient(Rows<const float> x, Rows<const float> dy, double scale, bool add, float* g);
/// g = [g +] scale * column sums of dy: (rows 0, 2, 4, ...) + (rows 1, 3, 5, ...).
template <class T> void bias_gradient(Rows<const T> dy, double scale, bool add, double* g);
void bias_gradient(Rows<const float> dy, double scale, bool add, float* g);

// Tangents (model/tangent.hpp), with derivatives of f taken from h = f(a).
template <class T> void push_forward(Activation f, Rows<const T> h, Rows<const T> ra, Rows<T> rh);   ///< rh = f' ra
/// rda <- rda + (f'' / f') ra da
template <class T> void bend(Activation f, Rows<const T> h, Rows<const T> ra, Rows<const T> da, Rows<T> rda);

// Softmax. Rows are padded to whole virtual vectors, and pads are 0, those of results too.
/// Sum over rows of log sum_j e^z_j - sum_j y_j z_j in float64, rows in order; dz = softmax(z) - y. Rows of y sum to 1.
template <class T> double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz);
/// rdz = p * (rz - p.rz), p = softmax(z).
template <class T> void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz);
template <class T> void softmax(Rows<T> z);

// A company: `lanes` members of k columns each stand side by side in one matrix, column c of member r at c * lanes + r.
// Every number is the one that the member gets alone, to the bit.
/// As softmax_cross_entropy for each member (y is of all); sums[r] += the loss of member r.
template <class T> void company_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz, double* sums);
/// The members' parameters w[r], rows x columns in float64, as one matrix; seats without a member hold zeros.
template <class T> void pack_company(std::span<const double* const> w, std::size_t rows, std::size_t columns, Panels<T> out);
/// And back: g[rows x (columns * lanes)], out[r][rows x columns].
template <class T> void unpack_company(const T* g, std::size_t rows, std::size_t columns, std::span<T* const> out);

// In place; largest errors over the whole range in ulp, float / double. NaN gives NaN, infinities follow the C standard.
template <class T> void exp(std::span<T>);   ///< 1.1 / 1.0; results below the smallest normal number are 0
template <class T> void log(std::span<T>);   ///< 0.9 / 0.9; -inf at 0 and at denormals, NaN below
template <class T> void tanh(std::span<T>);  ///< 2.5 / 2.6

}  // namespace paribus::kernel
