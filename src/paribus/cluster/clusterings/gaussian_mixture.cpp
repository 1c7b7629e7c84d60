// Groups that are normal distributions of their own sizes and shapes; each point belongs to its likeliest.
#include <algorithm>
#include <utility>

#include "paribus/cluster/k_means.hpp"
#include "paribus/cluster/mixture.hpp"

namespace paribus {
namespace {

class GaussianMixture final : public Clustering {
 public:
  explicit GaussianMixture(const Settings& s)
      : rules_{s.word("covariance", "full", {"full", "diagonal"}, "shape of a group: any ellipsoid, or one along the features") == "diagonal",
               s.real("floor", 1e-6, {0, infinity, false, true}, "added to each variance, in squared units of the feature"),
               static_cast<std::uint64_t>(s.integer("iterations", 1000, {1, 1e9}, "of expectation and maximization, at most")),
               s.real("tolerance", 1e-6, positive, "it ends when the mean log-likelihood of a row changes by less")},
        restarts_{static_cast<std::size_t>(s.integer("restarts", 10, {1, 1e6}, "of k-means, from whose groups it begins"))} {}

  Groups group(const Matrix& x, std::size_t groups, const StreamName& stream) const override {
    check_groups(x, groups, "a Gaussian mixture");
    const Clusters start = k_means(PointBlocks<double>{x, origin_of(x)}, groups, {.restarts = restarts_}, stream);
    MixtureFit fit = fit_mixture(x, start.labels, groups, rules_);
    Groups out{Labels(x.rows), groups, std::move(fit.mixture.means), -fit.log_likelihood.back(), fit.settled};
    for (std::size_t i = 0; i < x.rows; ++i) {
      const View row = std::as_const(fit.shares).row(i);
      out.labels[i] = static_cast<std::uint32_t>(std::ranges::max_element(row) - row.begin());
    }
    return out;
  }

 private:
  MixtureRules rules_;
  std::size_t restarts_;
};

}  // namespace
namespace parts::clusterings {
extern const Entry<Clustering> gaussian_mixture = entry<Clustering, GaussianMixture>(
    {"gaussian_mixture", "Gaussian mixture", "fits a mixture of normal distributions and puts each row into the likeliest",
     "p(x) = sum_j w_j N(x; m_j, C_j), by expectation and maximization from the groups of k-means", "Dempster, Laird & Rubin 1977", "gmm"});
}  // namespace parts::clusterings
}  // namespace paribus
