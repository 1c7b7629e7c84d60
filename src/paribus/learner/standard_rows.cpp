#include "paribus/learner/standard_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "paribus/base/choices.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double largest_sd = 1e150;   // squares of what lies beyond are no numbers any more

struct Moments { Vector mean, sd; };

/// Weighted, of values less a first guess of where they lie, in one pass; `weights` sums to 1.
Moments moments(const Matrix& x, std::span<const std::uint32_t> rows, View weights, View guess) {
  const std::size_t d = x.columns;
  Moments m{Vector(d), Vector(d)};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double* at = x.values.data() + rows[i] * d;
    const double w = weights[i];
    for (std::size_t j = 0; j < d; ++j) {
      const double u = at[j] - guess[j];
      m.mean[j] += w * u;
      m.sd[j] += w * u * u;
    }
  }
  for (std::size_t j = 0; j < d; ++j) {
    const double square = m.sd[j];
    m.sd[j] = std::sqrt(std::max(0.0, square - m.mean[j] * m.mean[j]));
    if (square > 0 && m.sd[j] * m.sd[j] < 1e-4 * square) m.sd[j] = -1;   // the guess was too far off to tell
    m.mean[j] += guess[j];
  }
  return m;
}

}  // namespace

StandardRows::StandardRows(const Prepared& data, View weights, bool with_intercept, std::span<const std::size_t> without)
    : intercept{with_intercept}, table_{&data.train.x} {
  const Examples& e = data.train;
  const std::size_t n = e.size(), classes = e.y.columns;
  std::vector<std::uint32_t>& rows = row;
  std::vector<std::size_t> count(classes);
  for (std::size_t i = 0; i < n; ++i)
    if (weights.empty() || weights[i] > 0) {
      rows.push_back(static_cast<std::uint32_t>(i));
      ++count[static_cast<std::size_t>(e.label[i])];
    }
  if (rows.empty()) throw Error("no training row has a weight above 0", "give at least two rows of different classes a weight");
  std::vector<std::uint32_t> index(classes);
  for (std::size_t k = 0; k < classes; ++k)
    if (count[k]) {
      index[k] = static_cast<std::uint32_t>(present.size());
      present.push_back(k);
    }
  if (present.size() < 2)
    throw Error("every training row that counts is of class '" + data.classes[present[0]] + "': there is nothing to tell apart",
                "give it rows of another class");
  weight.resize(rows.size(), 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    label.push_back(index[static_cast<std::size_t>(e.label[rows[i]])]);
    if (!weights.empty()) weight[i] = weights[rows[i]];
  }
  total = sum(weight);
  for (double& w : weight) w /= total;

  // Where the columns lie and how wide they are; a second look where the first guess was no good.
  const std::size_t d = e.x.columns;
  Vector guess(e.x.row(rows[0]).begin(), e.x.row(rows[0]).end());
  Moments m = moments(e.x, rows, weight, guess);
  if (std::ranges::any_of(m.sd, [](double s) { return s < 0; })) m = moments(e.x, rows, weight, Vector(m.mean));
  for (std::size_t j = 0; j < d; ++j) {
    const auto varies = [&](std::uint32_t i) { return e.x(i, j) != e.x(rows[0], j); };
    if (std::ranges::find(without, j) != without.end()) continue;
    if (std::ranges::none_of(rows, varies) && (intercept || e.x(rows[0], j) == 0)) {
      constant.push_back(j);
      continue;
    }
    const double sd = intercept ? m.sd[j] : std::hypot(m.sd[j], m.mean[j]);
    if (!(sd >= 1 / largest_sd && sd <= largest_sd)) {
      double low = e.x(rows[0], j), high = low;
      for (const std::uint32_t i : rows) {
        low = std::min(low, e.x(i, j));
        high = std::max(high, e.x(i, j));
      }
      throw Error("column '" + data.features[j] + "' spreads over " + shortest(high - low) + ", outside 1e-150 to 1e150: squares of it are no numbers",
                  "write it in another unit, or write data.scale = \"standard\"");
    }
    used.push_back(j);
    center.push_back(intercept ? m.mean[j] : 0);
    scale.push_back(sd);
  }
  shift = center;
  factor.resize(used.size());
  bool plain = used.size() == d && rows.size() == n;
  for (std::size_t j = 0; j < used.size(); ++j) {
    factor[j] = 1 / scale[j];
    // Elsewhere rows are taken as they are and shifted afterwards, which costs digits if they lie far from 0.
    plain = plain && std::abs(center[j]) <= 32 * scale[j] && scale[j] < 1e100 && scale[j] > 1e-100;
  }
  if (plain) return;
  copy_ = Matrix(rows.size(), used.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < used.size(); ++j) copy_(i, j) = (e.x(rows[i], used[j]) - center[j]) / scale[j];
  table_ = &copy_;
  shift.assign(used.size(), 0);
  factor.assign(used.size(), 1);
}

template <class T>
void StandardRows::block(std::size_t from, std::size_t stride, Rows<T> out) const {
  const std::size_t d = features();
  for (std::size_t i = 0; i < out.rows; ++i) {
    const double* from_row = table_->values.data() + (from + i * stride) * d;
    T* to = out[i];
    for (std::size_t j = 0; j < d; ++j) to[j] = static_cast<T>((from_row[j] - shift[j]) * factor[j]);
    std::fill(to + d, to + out.stride, T(0));
    if (intercept) to[d] = T(1);
  }
}
template void StandardRows::block(std::size_t, std::size_t, Rows<float>) const;
template void StandardRows::block(std::size_t, std::size_t, Rows<double>) const;

}  // namespace paribus
