// k-means: the centers that leave the least squared distances.
#include "paribus/cluster/k_means.hpp"

#include "paribus/cluster/clustering.hpp"

namespace paribus {
namespace {

class KMeans final : public Clustering {
 public:
  explicit KMeans(const Settings& s)
      : rules_{static_cast<std::size_t>(s.integer("restarts", 10, {1, 1e6}, "times it begins anew; the result of least inertia is kept")),
               static_cast<std::uint64_t>(s.integer("iterations", 300, {1, 1e9}, "of Lloyd's algorithm, at most")),
               s.real("tolerance", 0, {0, 1}, "it also ends when the squared moves of all centers sum to no more than this share of the mean variance of a feature; 0: when no label changes"),
               static_cast<std::size_t>(s.integer("candidates", 0, {0, 1e6}, "points drawn for each seed, of which the best is taken; 0: 2 + ln k; 1: plain k-means++"))},
        single_{s.word("precision", "float64", {"float32", "float64"}, "what distances are computed in; sums are float64") == "float32"} {}

  Groups group(const Matrix& x, std::size_t groups, const StreamName& stream) const override {
    check_groups(x, groups, "k-means");
    return single_ ? found<float>(x, groups, stream) : found<double>(x, groups, stream);
  }
  Joins joins() const override { return Joins::nearest; }

 private:
  template <class T>
  Groups found(const Matrix& x, std::size_t groups, const StreamName& stream) const {
    Clusters c = k_means(PointBlocks<T>{x, origin_of(x)}, groups, rules_, stream);
    return {std::move(c.labels), groups, std::move(c.centroids), c.inertia, c.settled};
  }
  KMeansRules rules_;
  bool single_;
};

}  // namespace
namespace parts::clusterings {
extern const Entry<Clustering> k_means = entry<Clustering, KMeans>(
    {"k_means", "k-means", "puts k centers where the squared distances of points to the nearest of them sum to little",
     "greedy k-means++, then in turn every point to its nearest center, every center to the mean of its points; a center without points takes the point farthest from its own",
     "Lloyd 1982; Arthur & Vassilvitskii 2007", "kmeans"});
}  // namespace parts::clusterings
}  // namespace paribus
