#include "paribus/cluster/seeding.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Of each point the squared distance to the nearest seed, and sums of them by block.
template <class T>
struct Near {
  T* squared;
  Vector sums;
  double total = 0;
};

template <class T>
class Drawing {
 public:
  static constexpr std::size_t width = kernel::panel<T>;
  Drawing(const PointBlocks<T>& x, std::size_t candidates)
      : x_{x}, padded_{x.blocks() * width}, seeds_(candidates * x.dimension()), squared_((candidates + 1) * padded_) {
    for (std::size_t c = 0; c <= candidates; ++c) near_.push_back({squared_.data() + c * padded_, Vector(x.blocks()), 0});
    std::fill_n(now().squared, x.size(), std::numeric_limits<T>::infinity());   // what fills up the last block stays 0
  }

  /// One of these points becomes a seed: the first of those that leave the least sum. Which?
  std::size_t add_best(std::span<const std::size_t> rows) {
    const std::size_t d = x_.dimension();
    for (std::size_t c = 0; c < rows.size(); ++c)
      for (std::size_t k = 0; k < d; ++k) seeds_[c * d + k] = x_(rows[c], k);
    for (std::size_t b = 0; b < x_.blocks(); ++b) {
      nearer(x_, b, seeds_.data(), rows.size(), now().squared + b * width, trial(0).squared + b * width, padded_);
      for (std::size_t c = 0; c < rows.size(); ++c) trial(c).sums[b] = folded(trial(c).squared + b * width);
    }
    std::size_t best = 0;
    for (std::size_t c = 0; c < rows.size(); ++c)
      if ((trial(c).total = sum(trial(c).sums)) < trial(best).total) best = c;
    std::swap(trial(best).sums, now().sums), now().total = trial(best).total;
    std::copy_n(trial(best).squared, padded_, now().squared);
    return best;
  }
  double total() const { return near_[0].total; }

  /// The point at which the sum of squared distances passes u times the whole.
  std::size_t at(double u) const {
    const Near<T>& now = near_[0];
    double left = u * now.total;
    std::size_t b = 0, last = 0;
    for (; b < x_.blocks() && now.sums[b] <= left; ++b)
      if (left -= now.sums[b]; now.sums[b] > 0) last = b;
    if (b == x_.blocks()) b = last;   // by rounding
    const T* squared = now.squared + b * width;
    std::size_t p = 0, found = 0;
    for (; p < width; ++p) {
      if (squared[p] > 0) found = p;
      if (static_cast<double>(squared[p]) > left) break;
      left -= static_cast<double>(squared[p]);
    }
    return b * width + (p == width ? found : p);
  }

 private:
  Near<T>& now() { return near_[0]; }
  Near<T>& trial(std::size_t c) { return near_[c + 1]; }

  /// The sum over a block: eight chains, folded 4-2-1.
  static double folded(const T* squared) {
    double lane[8] = {};
    for (std::size_t p = 0; p < width; p += 8)
      for (std::size_t j = 0; j < 8; ++j) lane[j] += static_cast<double>(squared[p + j]);
    for (std::size_t half = 4; half > 0; half /= 2)
      for (std::size_t j = 0; j < half; ++j) lane[j] += lane[j + half];
    return lane[0];
  }

  const PointBlocks<T>& x_;
  std::size_t padded_;
  std::vector<T> seeds_;
  kernel::Buffer<T> squared_;
  std::vector<Near<T>> near_;   // now, and of each candidate
};

}  // namespace

std::size_t usual_candidates(std::size_t k) { return 2 + static_cast<std::size_t>(exact::log(static_cast<double>(k))); }

template <class T>
Seeds draw_seeds(const PointBlocks<T>& x, std::size_t k, std::size_t candidates, Stream& stream) {
  assert(k > 0 && x.size() > 0 && candidates > 0);
  Drawing<T> drawing{x, candidates};
  std::vector<std::size_t> rows{static_cast<std::size_t>(stream.below(x.size()))};
  drawing.add_best(rows);
  Seeds out{rows, 0};
  while (out.rows.size() < k) {
    rows.clear();
    for (std::size_t c = 0; c < candidates; ++c) {
      const double u = stream.uniform();
      rows.push_back(drawing.total() > 0 ? drawing.at(u) : static_cast<std::size_t>(u * static_cast<double>(x.size())));
    }
    out.rows.push_back(rows[drawing.add_best(rows)]);
  }
  out.potential = drawing.total();
  return out;
}

template Seeds draw_seeds(const PointBlocks<float>&, std::size_t, std::size_t, Stream&);
template Seeds draw_seeds(const PointBlocks<double>&, std::size_t, std::size_t, Stream&);

}  // namespace paribus
