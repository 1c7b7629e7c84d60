// From single points upward: the two nearest groups become one, until as many are left as are asked for. All distances
// are kept, n^2 of them, and follow each union by the formula of Lance & Williams.
#include <cmath>

#include "paribus/cluster/clustering.hpp"
#include "paribus/cluster/distance.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_rows = 5000;   // 200 MB of distances

class Unions {
 public:
  Unions(const Matrix& x, const std::string& linkage) : linkage_{linkage}, away_(x.rows, x.rows), size_(x.rows, 1.0), nearest_(x.rows), into_(x.rows) {
    for (std::size_t i = 0; i < x.rows; ++i) {
      into_[i] = i;
      for (std::size_t j = 0; j < i; ++j) {
        const double squared = squared_distance(x.row(i), x.row(j));
        away_(i, j) = away_(j, i) = linkage == "ward" ? squared : std::sqrt(squared);
      }
    }
    for (std::size_t i = 0; i < x.rows; ++i) look(i);
  }

  /// The two nearest groups, the first of equals, become one under the lower number. Returns how far apart they were.
  double unite() {
    std::size_t a = size_.size();
    for (std::size_t i = 0; i < size_.size(); ++i)
      if (size_[i] > 0 && (a == size_.size() || away_(i, nearest_[i]) < away_(a, nearest_[a]))) a = i;
    std::size_t b = nearest_[a];
    if (b < a) std::swap(a, b);
    const double height = linkage_ == "ward" ? std::sqrt(away_(a, b)) : away_(a, b);
    for (std::size_t c = 0; c < size_.size(); ++c)
      if (size_[c] > 0 && c != a && c != b) away_(a, c) = away_(c, a) = distance(a, b, c);
    size_[a] += size_[b], size_[b] = 0, into_[b] = a;
    look(a);
    for (std::size_t c = 0; c < size_.size(); ++c)
      if (size_[c] > 0 && c != a) {
        if (nearest_[c] == a || nearest_[c] == b) look(c);
        else if (away_(c, a) < away_(c, nearest_[c])) nearest_[c] = a;
      }
    return height;
  }

  /// Groups are numbered by their first row.
  Labels labels() const {
    Labels out(into_.size());
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < into_.size(); ++i) out[i] = into_[i] == i ? next++ : out[into_[i]];   // into_[i] < i: labeled before
    return out;
  }

 private:
  double distance(std::size_t a, std::size_t b, std::size_t c) const {
    const double ac = away_(a, c), bc = away_(b, c), na = size_[a], nb = size_[b], nc = size_[c];
    if (linkage_ == "single") return std::min(ac, bc);
    if (linkage_ == "complete") return std::max(ac, bc);
    if (linkage_ == "average") return (na * ac + nb * bc) / (na + nb);
    return ((na + nc) * ac + (nb + nc) * bc - nc * away_(a, b)) / (na + nb + nc);
  }
  void look(std::size_t i) {
    std::size_t best = i;
    for (std::size_t j = 0; j < size_.size(); ++j)
      if (j != i && size_[j] > 0 && (best == i || away_(i, j) < away_(i, best))) best = j;
    nearest_[i] = best;
  }
  std::string linkage_;
  Matrix away_;
  Vector size_;                        ///< 0: has gone into another
  std::vector<std::size_t> nearest_, into_;
};

class Agglomerative final : public Clustering {
 public:
  explicit Agglomerative(const Settings& s)
      : linkage_{s.word("linkage", "ward", {"ward", "complete", "average", "single"},
                        "how far groups are from each other: growth of the squares within groups by their union; largest, mean, least distance of two points")} {}

  Groups group(const Matrix& x, std::size_t groups, const StreamName&) const override {
    check_groups(x, groups, "agglomeration");
    if (x.rows > most_rows)
      throw Error("agglomeration keeps the distances of all pairs of rows, and " + std::to_string(x.rows) + " rows have too many",
                  "give it at most " + std::to_string(most_rows) + " rows (data.rows draws so many), or choose k_means");
    Unions unions{x, linkage_};
    Groups out{{}, groups};
    for (std::size_t left = x.rows;; --left) {
      if (left == groups) out.labels = unions.labels();
      if (left == 1) return out;
      out.heights.push_back(unions.unite());   // beyond the groups asked for: the heights say what other numbers would join
    }
  }

 private:
  std::string linkage_;
};

}  // namespace
namespace parts::clusterings {
extern const Entry<Clustering> agglomerative = entry<Clustering, Agglomerative>(
    {"agglomerative", "agglomeration", "unites the two nearest groups, from single rows on, until as many are left as are asked for",
     "ward: d(A, B) = |A| |B| / (|A| + |B|) |m_A - m_B|^2; complete, average, single: largest, mean, least distance between their points",
     "Ward 1963; Lance & Williams 1967"});
}  // namespace parts::clusterings
}  // namespace paribus
