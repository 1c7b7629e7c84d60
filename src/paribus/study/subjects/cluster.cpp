// How many groups do the data have? A way of grouping is asked for some number of groups of the training rows, without
// their classes, and its groups are scored: by how compact they are, by whether they come again in other rows, by whether
// there are more of them than where there are none, and, beside the classes that it has not seen, by whether they are those.
#include <cmath>

#include "paribus/cluster/compactness.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/study/chosen_clustering.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class Cluster final : public RunByRun {
 public:
  explicit Cluster(const Settings& s) : chosen_{s} {}

  int version() const override { return 2; }   // errors beside the scores
  std::vector<Quantity> quantities() const override {
    const auto seeks = [](Quantity q, const char* what, Seek seek = Seek::largest) { return q.sought = what, q.seek = seek, q; };
    return {seeks({"silhouette", "silhouette", "mean over rows of (b - a) / max(a, b), a the mean distance to the own group, b to the nearest other", "silhouette", false}, "advice"),
            seeks({"gap", "gap statistic", "how much smaller log squares within groups are than in data without groups, drawn from the box along the principal axes", "gap", false}, "advice", Seek::settled),
            seeks({"stability", "stability", "mean adjusted Rand index of the groups of two subsamples, on the rows of both", "agreement", false}, "advice"),
            seeks({"class_agreement", "agreement with the classes", "adjusted Rand index of groups and classes: 1 if they are the same, 0 by chance", "agreement", false}, "truth"),
            {"class_information", "information on the classes", "mutual information of groups and classes over the mean of their entropies", "agreement", false},
            seeks({"davies_bouldin", "Davies-Bouldin index", "mean over groups of the largest (s + s') / distance of the means, s the mean distance to the mean", "index"}, "advice", Seek::least),
            {"inertia", "inertia", "squared distances to the mean of the own group, as a share of those to the mean of all", "inertia"},
            seeks({"bic", "BIC", "the Bayesian information criterion, -2 log-likelihood + log(rows) x free parameters, of a Gaussian mixture: the smaller the better", "information", false}, "advice", Seek::least),
            {"seeding_inertia", "inertia of seeds", "mean over plain k-means++ seedings of the squared distances to the nearest seed, over the inertia of the groups found", "ratio"}};
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const auto data = shared.prepared(Setup{run.choices}, run.replicate);
    const Matrix& x = data->train.x;
    const StreamName stream = shared.chance(run.replicate).start;
    const Groups found = chosen_.group(x, stream);
    Result out;
    out.subject = run.subject;
    const auto put = [&](const GroupScores& scores) {
      out.scores.insert(scores.is.begin(), scores.is.end());
      for (const auto& [name, error] : scores.error) out.facts[error_of(name)] = {error};
      for (const auto& [name, why] : scores.why_not) out.words[missing(name)] = why;
    };
    if (found.groups == 0) {
      for (const auto& q : quantities()) out.words[missing(q.name)] = "no group was found";
      return out;
    }
    put(chosen_.shape(x, found, x.rows, stream));
    put(chosen_.anew(x, found, stream));
    GroupScores beside;
    if (data->task == Task::classification) {
      beside = ChosenClustering::agreement(found, {data->train.label.begin(), data->train.label.end()});
    } else {
      for (const char* name : {"class_agreement", "class_information"}) beside.why_not[name] = "the target is no class";
    }
    const bool seeded = chosen_.method() == "k_means";
    const double inertia = seeded ? within_squares(x, found.labels, found.groups) : 0;
    beside.put("seeding_inertia", inertia > 0 ? chosen_.mean_potential(x, stream) / inertia : std::nan(""), seeded ? "the inertia is 0" : "only k-means begins with seeds");
    put(beside);
    out.facts.insert({{"groups", {static_cast<double>(found.groups)}}, {"rows", {static_cast<double>(x.rows)}}, {"features", {static_cast<double>(x.columns)}},
                      {"variance_shares", variance_shares(x)}});
    out.words["method"] = chosen_.method();
    return out;
  }

  /// Variances along the principal axes over their sum, the largest first.
  static Vector variance_shares(const Matrix& x) {
    const auto p = principal_components(x, std::min(x.rows - 1, x.columns));
    Vector out;
    for (std::size_t j = 0; j < p.variance.size(); ++j) out.push_back(p.ratio(j));
    return out;
  }

  ChosenClustering chosen_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> cluster = entry<Subject, Cluster>(
    {"cluster", "cluster", "groups the training rows without their classes, and scores the groups",
     "silhouette, gap statistic, stability of subsamples, agreement with the classes", "Rousseeuw 1987; Tibshirani, Walther & Hastie 2001; Ben-Hur, Elisseeff & Guyon 2002; Hubert & Arabie 1985; Schwarz 1978"});
}  // namespace parts::subjects
}  // namespace paribus
