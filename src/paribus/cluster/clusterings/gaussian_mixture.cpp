// Groups that are normal distributions of their own sizes and shapes; each point belongs to its likeliest.
#include <algorithm>
#include <exception>
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
        restarts_{static_cast<std::size_t>(s.integer("restarts", 10, {1, 1e6}, "of k-means, from whose groups it begins"))},
        starts_{static_cast<std::size_t>(s.integer("starts", 1, {1, 1e6}, "times it begins; after the first from groups of one seeding of k-means each. The likeliest mixture is kept"))} {}

  Groups group(const Matrix& x, std::size_t groups, const StreamName& stream) const override {
    check_groups(x, groups, "a Gaussian mixture");
    MixtureFit fit = likeliest(x, groups, stream);
    Groups out{Labels(x.rows), groups, fit.mixture.means, -fit.log_likelihood.back(), fit.settled, fit.mixture, shrunken_parts(fit.mixture, rules_.floor), free_parameters(groups, x.columns, rules_.diagonal)};
    for (std::size_t i = 0; i < x.rows; ++i) {
      const View row = std::as_const(fit.shares).row(i);
      out.labels[i] = static_cast<std::uint32_t>(std::ranges::max_element(row) - row.begin());
    }
    return out;
  }

  Joins joins() const override { return Joins::likeliest; }

 private:
  /// The likeliest of those with the fewest shrunken parts. A start that leads nowhere (a part without rows, or of too few
  /// dimensions) counts for nothing beside one that ends.
  MixtureFit likeliest(const Matrix& x, std::size_t groups, const StreamName& stream) const {
    const PointBlocks<double> points{x, origin_of(x)};
    MixtureFit best;
    std::size_t fewest = 0;
    std::exception_ptr first_failure;
    for (std::size_t r = 0; r < starts_; ++r) {
      const StreamName own = r == 0 ? stream : StreamName{stream.seed, stream.replicate, stream.purpose + ", start " + std::to_string(r), stream.block};
      try {
        MixtureFit fit = fit_mixture(x, k_means(points, groups, {.restarts = r == 0 ? restarts_ : 1}, own).labels, groups, rules_);
        const std::size_t shrunken = shrunken_parts(fit.mixture, rules_.floor);
        if (best.log_likelihood.empty() || shrunken < fewest || (shrunken == fewest && fit.log_likelihood.back() > best.log_likelihood.back()))
          best = std::move(fit), fewest = shrunken;
      } catch (const Error&) {
        if (!first_failure) first_failure = std::current_exception();
      }
    }
    if (best.log_likelihood.empty()) std::rethrow_exception(first_failure);
    return best;
  }

  MixtureRules rules_;
  std::size_t restarts_, starts_;
};

}  // namespace
namespace parts::clusterings {
extern const Entry<Clustering> gaussian_mixture = entry<Clustering, GaussianMixture>(
    {"gaussian_mixture", "Gaussian mixture", "fits a mixture of normal distributions and puts each row into the likeliest",
     "p(x) = sum_j w_j N(x; m_j, C_j), by expectation and maximization from the groups of k-means", "Dempster, Laird & Rubin 1977", "gmm"});
}  // namespace parts::clusterings
}  // namespace paribus
