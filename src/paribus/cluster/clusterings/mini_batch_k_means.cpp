// k-means by stochastic descent: centers follow small batches, each at the rate 1 / (points it has met).
#include "paribus/cluster/clustering.hpp"
#include "paribus/cluster/seeding.hpp"
#include "paribus/math/lloyd.hpp"
#include "paribus/math/rows.hpp"

namespace paribus {
namespace {

class MiniBatchKMeans final : public Clustering {
 public:
  explicit MiniBatchKMeans(const Settings& s)
      : restarts_{static_cast<std::size_t>(s.integer("restarts", 3, {1, 1e6}, "times it begins anew; the result of least inertia is kept"))},
        batch_{static_cast<std::size_t>(s.integer("batch", 1024, {1, 1e6}, "rows of a batch, drawn with replacement"))},
        steps_{s.integer("steps", 100, {1, 1e9}, "batches")} {}

  Groups group(const Matrix& x, std::size_t groups, const StreamName& name) const override {
    check_groups(x, groups, "mini-batch k-means");
    const Vector origin = origin_of(x);
    const PointBlocks<double> points{x, origin};
    Clusters best;
    for (std::size_t r = 0; r < restarts_; ++r) {
      Stream stream{name.at(std::to_string(r))};
      Matrix centers = rows_of(x, draw_seeds(points, groups, usual_candidates(groups), stream).rows);
      Vector met(groups);
      for (std::int64_t step = 0; step < steps_; ++step) descend(x, origin, centers, met, stream);
      Clusters found = lloyd(points, std::move(centers), 1);
      if (r == 0 || found.inertia < best.inertia) best = std::move(found);
    }
    return {std::move(best.labels), groups, std::move(best.centroids), best.inertia, true};
  }
  Joins joins() const override { return Joins::nearest; }

 private:
  void descend(const Matrix& x, View origin, Matrix& centers, Vector& met, Stream& stream) const {
    std::vector<std::size_t> rows(batch_);
    for (auto& r : rows) r = static_cast<std::size_t>(stream.below(x.rows));
    Labels nearest(batch_);
    assign(PointBlocks<double>{rows_of(x, rows), origin}, centers, std::span{nearest});
    for (std::size_t i = 0; i < batch_; ++i) {
      const double rate = 1 / ++met[nearest[i]];
      for (std::size_t k = 0; k < x.columns; ++k) centers(nearest[i], k) += rate * (x(rows[i], k) - centers(nearest[i], k));
    }
  }
  std::size_t restarts_, batch_;
  std::int64_t steps_;
};

}  // namespace
namespace parts::clusterings {
extern const Entry<Clustering> mini_batch_k_means = entry<Clustering, MiniBatchKMeans>(
    {"mini_batch_k_means", "mini-batch k-means", "moves the centers of k-means along small batches of rows",
     "c <- c + (x - c) / n_c for the center c nearest to x, n_c the points it has met; at the end one step of Lloyd's algorithm over all rows",
     "Bottou & Bengio 1995; Sculley 2010"});
}  // namespace parts::clusterings
}  // namespace paribus
