// Groups are where points lie close together, of any shape and as many as there are; points in sparse places are in none.
#include "paribus/cluster/clustering.hpp"
#include "paribus/cluster/distance.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_rows = 50'000;   // every row is held against every other: a quarter of a minute

class Density final : public Clustering {
 public:
  explicit Density(const Settings& s)
      : reach_{s.real("reach", 0.5, positive, "how far points are neighbors, in units of the features")},
        neighbors_{static_cast<std::size_t>(s.integer("neighbors", 5, {1, 1e9}, "within reach, the point itself among them, that make it a core point"))} {}
  bool told() const override { return false; }

  Groups group(const Matrix& x, std::size_t, const StreamName&) const override {
    if (x.rows > most_rows)
      throw Error("density holds every row against every other, and " + std::to_string(x.rows) + " rows are too many", "give it at most " + std::to_string(most_rows) + " rows (data.rows draws so many), or choose k_means");
    Groups out{Labels(x.rows, no_group)};
    for (std::size_t i = 0; i < x.rows; ++i) {
      if (out.labels[i] != no_group) continue;
      const std::vector<std::size_t> first = near(x, i);
      if (first.size() < neighbors_) continue;
      const auto g = static_cast<std::uint32_t>(out.groups++);
      std::vector<std::size_t> open;   // labeled as they come, so that none waits twice
      const auto take = [&](const std::vector<std::size_t>& rows) {
        for (const std::size_t r : rows)
          if (out.labels[r] == no_group) out.labels[r] = g, open.push_back(r);
      };
      take(first);
      while (!open.empty()) {   // all that core points reach; a point at the rim stays with the first group that does
        const std::size_t j = open.back();
        open.pop_back();
        if (const auto further = near(x, j); further.size() >= neighbors_) take(further);
      }
    }
    return out;
  }

 private:
  std::vector<std::size_t> near(const Matrix& x, std::size_t i) const {
    std::vector<std::size_t> out;
    for (std::size_t j = 0; j < x.rows; ++j)
      if (squared_distance(x.row(i), x.row(j)) <= reach_ * reach_) out.push_back(j);
    return out;
  }
  double reach_;
  std::size_t neighbors_;
};

}  // namespace
namespace parts::clusterings {
extern const Entry<Clustering> density = entry<Clustering, Density>(
    {"density", "DBSCAN", "makes one group of all points that core points reach from each other; it finds the number of groups itself, and leaves points in sparse places in none",
     "a core point has as many neighbors within reach as asked for; groups are what core points reach, step by step", "Ester, Kriegel, Sander & Xu 1996", "dbscan"});
}  // namespace parts::clusterings
}  // namespace paribus
