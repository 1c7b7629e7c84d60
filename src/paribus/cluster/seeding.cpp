#include "paribus/cluster/seeding.hpp"

#include <cassert>
#include <limits>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Of each point the squared distance to the nearest seed, and sums of them by block.
template <class T>
struct Near {
  kernel::Buffer<T> squared;
  Vector sums;
  double total = 0;
};

template <class T>
class Drawing {
 public:
  static constexpr std::size_t width = kernel::panel<T>;
  explicit Drawing(const PointBlocks<T>& x) : x_{x}, seed_(x.dimension()), now_{empty()} {
    std::fill_n(now_.squared.begin(), x.size(), std::numeric_limits<T>::infinity());   // what fills up the last block stays 0
  }

  void add_candidates(std::size_t count) {
    while (trials_.size() < count) trials_.push_back(empty());
  }
  /// The distances there would be with that point as a further seed.
  double try_seed(std::size_t row, std::size_t trial) {
    Near<T>& to = trials_[trial];
    for (std::size_t k = 0; k < seed_.size(); ++k) seed_[k] = x_(row, k);
    for (std::size_t b = 0; b < x_.blocks(); ++b) to.sums[b] = block(b, to.squared.data() + b * width);
    return to.total = sum(to.sums);
  }
  void keep(std::size_t trial) { std::swap(now_, trials_[trial]); }
  double total() const { return now_.total; }

  /// The point at which the sum of squared distances passes u times the whole.
  std::size_t at(double u) const {
    double left = u * now_.total;
    std::size_t b = 0, last = 0;
    for (; b < x_.blocks() && now_.sums[b] <= left; ++b)
      if (left -= now_.sums[b]; now_.sums[b] > 0) last = b;
    if (b == x_.blocks()) b = last;   // by rounding
    const T* squared = now_.squared.data() + b * width;
    std::size_t p = 0, found = 0;
    for (; p < width; ++p) {
      if (squared[p] > 0) found = p;
      if (static_cast<double>(squared[p]) > left) break;
      left -= static_cast<double>(squared[p]);
    }
    return b * width + (p == width ? found : p);
  }

 private:
  Near<T> empty() const { return {kernel::Buffer<T>(x_.blocks() * width), Vector(x_.blocks()), 0}; }

  /// The sum of the block: eight chains, folded 4-2-1.
  double block(std::size_t b, T* out) const {
    const T* from = x_.block(b);
    const T* before = now_.squared.data() + b * width;
    double lane[8] = {};
    constexpr std::size_t few = 16 / (sizeof(T) / 4);
    for (std::size_t p = 0; p < width; p += few) {
      T s[few] = {};
      for (std::size_t k = 0; k < seed_.size(); ++k)
        for (std::size_t i = 0; i < few; ++i) {
          const T u = from[k * width + p + i] - seed_[k];
          s[i] += u * u;
        }
      for (std::size_t i = 0; i < few; ++i) out[p + i] = s[i] < before[p + i] ? s[i] : before[p + i];
      for (std::size_t i = 0; i < few; i += 8)
        for (std::size_t j = 0; j < 8; ++j) lane[j] += static_cast<double>(out[p + i + j]);
    }
    for (std::size_t half = 4; half > 0; half /= 2)
      for (std::size_t j = 0; j < half; ++j) lane[j] += lane[j + half];
    return lane[0];
  }

  const PointBlocks<T>& x_;
  std::vector<T> seed_;
  Near<T> now_;
  std::vector<Near<T>> trials_;
};

}  // namespace

std::size_t usual_candidates(std::size_t k) { return 2 + static_cast<std::size_t>(exact::log(static_cast<double>(k))); }

template <class T>
Seeds draw_seeds(const PointBlocks<T>& x, std::size_t k, std::size_t candidates, Stream& stream) {
  assert(k > 0 && x.size() > 0 && candidates > 0);
  Drawing<T> drawing{x};
  drawing.add_candidates(1);
  Seeds out{{static_cast<std::size_t>(stream.below(x.size()))}, 0};
  drawing.try_seed(out.rows[0], 0);
  drawing.keep(0);
  drawing.add_candidates(candidates);
  while (out.rows.size() < k) {
    std::size_t best = 0, chosen = 0;
    double least = 0;
    for (std::size_t c = 0; c < candidates; ++c) {
      const double u = stream.uniform();
      const std::size_t row = drawing.total() > 0 ? drawing.at(u) : static_cast<std::size_t>(u * static_cast<double>(x.size()));
      const double potential = drawing.try_seed(row, c);
      if (c == 0 || potential < least) least = potential, best = c, chosen = row;
    }
    drawing.keep(best);
    out.rows.push_back(chosen);
  }
  out.potential = drawing.total();
  return out;
}

template Seeds draw_seeds(const PointBlocks<float>&, std::size_t, std::size_t, Stream&);
template Seeds draw_seeds(const PointBlocks<double>&, std::size_t, std::size_t, Stream&);

}  // namespace paribus
