// What the nearest training rows are. Nothing is fitted: the training part is kept and asked.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/learner/learner.hpp"
#include "paribus/math/neighbors.hpp"

namespace paribus {
namespace {

struct Rule {
  std::size_t n_neighbors;
  bool by_distance;
  std::string algorithm;
};

class Fit final : public Fitted {
 public:
  Fit(Matrix x, Matrix y, Rule rule) : x_{std::move(x)}, y_{std::move(y)}, rule_{std::move(rule)} {
    // Beyond about 15 columns nearly every box of a tree is near, and a product visits all rows faster.
    const bool tree = rule_.algorithm == "kd_tree" || (rule_.algorithm == "auto" && x_.columns <= 15);
    search_ = tree ? tree_neighbors(x_) : brute_neighbors(x_);
  }

  Matrix predict(const Examples& e) const override {
    const std::size_t k = rule_.n_neighbors;
    const auto found = search_->nearest(e.x, k);
    Matrix z(e.size(), y_.columns);
    for (std::size_t i = 0; i < z.rows; ++i) {
      const auto* near = found.data() + i * k;
      double total = 0;
      for (std::size_t m = 0; m < k; ++m) {
        const double w = weight(near[m].squared, near[0].squared);
        total += w;
        for (std::size_t c = 0; c < z.columns; ++c) z(i, c) += w * y_(near[m].row, c);
      }
      for (double& v : z.row(i)) v /= total;
    }
    return z;
  }
  Kept keep() const override { return {{}, {{"rows", x_}, {"targets", y_}}}; }

 private:
  /// Rows at the point itself outweigh all others. Where all squares are beyond the range of numbers, all are as far.
  double weight(double squared, double least) const {
    if (!rule_.by_distance || std::isinf(least)) return 1;
    return least == 0 ? squared == 0 : 1 / std::sqrt(squared);
  }

  Matrix x_, y_;
  Rule rule_;
  std::unique_ptr<Neighbors> search_;
};

class KNearestNeighbors final : public Learner {
 public:
  explicit KNearestNeighbors(const Settings& s)
      : rule_{static_cast<std::size_t>(s.integer("n_neighbors", 5, {1, 1e6}, "training rows that are asked, the nearest ones; ties go to the earlier row")),
              s.word("weights", "uniform", {"uniform", "distance"}, "what each of them counts; distance: 1 / distance, and a row at the point itself alone") == "distance",
              s.word("algorithm", "auto", {"auto", "brute", "kd_tree"},
                     "how they are found, exactly each way; auto: kd_tree for up to 15 columns, else brute")} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    if (!data.train.weight.empty())
      throw Error("k-nearest neighbors asks whole rows, and data.weights is set", "leave data.weights out, or choose a model that knows weights, such as gaussian_naive_bayes or decision_tree");
    return made(data.train.x, data.train.y);
  }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override {
    const Matrix& x = kept_array(kept, "rows", 0, kept.features);
    if (x.rows == 0) throw Error("the model keeps no rows", "fit it again");
    return made(x, kept_array(kept, "targets", x.rows, kept.outputs));
  }
  bool one_scale() const override { return true; }

 private:
  std::unique_ptr<Fitted> made(Matrix x, Matrix y) const {
    if (x.rows < rule_.n_neighbors)
      throw Error("there are " + std::to_string(x.rows) + " training rows, fewer than model.k_nearest_neighbors.n_neighbors = " + std::to_string(rule_.n_neighbors),
                  "ask at most " + std::to_string(x.rows));
    return std::make_unique<Fit>(std::move(x), std::move(y), rule_);
  }

  Rule rule_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> k_nearest_neighbors = entry<Learner, KNearestNeighbors>(
    {"k_nearest_neighbors", "k-nearest neighbors", "predicts what the nearest training rows are: the mean of their targets, or the shares of their classes",
     "z = (sum over the k nearest rows of w_i y_i) / (sum w_i), w_i = 1 or 1 / |x - x_i|",
     "Fix & Hodges 1951; Cover & Hart 1967", "knn kneighbors"});
}  // namespace parts::learners
}  // namespace paribus
