// Boxes of points, halved along their longest side. A box is left out when its nearest corner or face lies farther than
// the k-th point found. That bound is a sum of the same form as a distance, term by term no larger, and rounding keeps
// that order: so nothing that belongs among the nearest is ever left out.
#include <algorithm>
#include <numeric>

#include "paribus/math/neighbors.hpp"

namespace paribus {
namespace {

constexpr std::uint32_t leaf_size = 16;

class KdTree final : public Neighbors {
 public:
  explicit KdTree(const Matrix& x) : x_{x}, rows_(x.rows) {
    std::iota(rows_.begin(), rows_.end(), 0u);
    build(0, static_cast<std::uint32_t>(x.rows));
  }

  std::vector<Neighbor> nearest(const Matrix& q, std::size_t k) const override {
    std::vector<Neighbor> out, heap;
    out.reserve(q.rows * k);
    for (std::size_t i = 0; i < q.rows; ++i) {
      heap.clear();
      visit(0, q.row(i), k, heap);
      std::ranges::sort_heap(heap);
      out.insert(out.end(), heap.begin(), heap.end());
    }
    return out;
  }

 private:
  struct Box {
    std::uint32_t begin, end;            // of rows_
    std::uint32_t left = 0, right = 0;   // halves; 0: none
    std::size_t corners;                 // of corners_: d lowest coordinates, then d highest
  };

  std::uint32_t build(std::uint32_t begin, std::uint32_t end) {
    const std::size_t d = x_.columns, at = boxes_.size();
    boxes_.push_back({begin, end, 0, 0, corners_.size()});
    std::size_t longest = 0;
    corners_.resize(corners_.size() + 2 * d);
    double* low = corners_.data() + boxes_[at].corners;
    for (std::size_t j = 0; j < d; ++j) {
      low[j] = low[d + j] = x_(rows_[begin], j);
      for (std::uint32_t r = begin; r < end; ++r) {
        low[j] = std::min(low[j], x_(rows_[r], j));
        low[d + j] = std::max(low[d + j], x_(rows_[r], j));
      }
      if (low[d + j] - low[j] > low[d + longest] - low[longest]) longest = j;
    }
    if (end - begin <= leaf_size || d == 0 || !(low[d + longest] > low[longest])) return static_cast<std::uint32_t>(at);
    const std::uint32_t middle = begin + (end - begin) / 2;
    std::nth_element(rows_.begin() + begin, rows_.begin() + middle, rows_.begin() + end, [&](std::uint32_t a, std::uint32_t b) {
      return x_(a, longest) != x_(b, longest) ? x_(a, longest) < x_(b, longest) : a < b;
    });
    const std::uint32_t left = build(begin, middle), right = build(middle, end);
    boxes_[at].left = left, boxes_[at].right = right;
    return static_cast<std::uint32_t>(at);
  }

  double bound(const Box& b, View q) const {
    const double* low = corners_.data() + b.corners;
    double s = 0;
    for (std::size_t j = 0; j < q.size(); ++j) {
      const double out = q[j] < low[j] ? low[j] - q[j] : q[j] > low[q.size() + j] ? q[j] - low[q.size() + j] : 0;
      s += out * out;
    }
    return s;
  }

  void visit(std::uint32_t at, View q, std::size_t k, std::vector<Neighbor>& heap) const {
    const Box& b = boxes_[at];
    if (!b.left) {
      for (std::uint32_t r = b.begin; r < b.end; ++r) {
        const Neighbor found{squared_distance(q, x_.row(rows_[r])), rows_[r]};
        if (heap.size() == k) {
          if (!(found < heap.front())) continue;
          std::ranges::pop_heap(heap);
          heap.pop_back();
        }
        heap.push_back(found);
        std::ranges::push_heap(heap);
      }
      return;
    }
    const double left = bound(boxes_[b.left], q), right = bound(boxes_[b.right], q);
    const auto go = [&](std::uint32_t half, double nearest) {
      if (heap.size() < k || nearest <= heap.front().squared) visit(half, q, k, heap);   // equal: a tie that a lower row may win
    };
    if (left <= right) go(b.left, left), go(b.right, right);
    else go(b.right, right), go(b.left, left);
  }

  const Matrix& x_;
  std::vector<std::uint32_t> rows_;
  std::vector<Box> boxes_;
  Vector corners_;
};

}  // namespace

std::unique_ptr<Neighbors> tree_neighbors(const Matrix& x) { return std::make_unique<KdTree>(x); }

}  // namespace paribus
