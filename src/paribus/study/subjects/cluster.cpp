// How many groups do the data have? A way of grouping is asked for some number of groups of the training rows, without
// their classes, and its groups are scored: by how compact they are, by whether they come again in other rows, by whether
// there are more of them than where there are none, and, beside the classes that it has not seen, by whether they are those.
#include <algorithm>
#include <cmath>

#include "paribus/cluster/agreement.hpp"
#include "paribus/cluster/compactness.hpp"
#include "paribus/cluster/gap.hpp"
#include "paribus/cluster/seeding.hpp"
#include "paribus/cluster/stability.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

void ask(const Settings& s, const std::string& name, const Ask& a) {
  switch (a.kind) {
    case Ask::Kind::real: s.real(name, std::get<double>(a.fallback.is), a.range, a.meaning); break;
    case Ask::Kind::integer: s.integer(name, std::get<std::int64_t>(a.fallback.is), a.range, a.meaning); break;
    case Ask::Kind::flag: s.flag(name, std::get<bool>(a.fallback.is), a.meaning); break;
    default: s.word(name, std::get<std::string>(a.fallback.is), a.words, a.meaning);
  }
}

/// The way of that name, its settings under its name. Those of the other ways have no say in a run and are asked for the
/// manual alone, which has no prefix.
std::unique_ptr<const Clustering> chosen_way(const Settings& s, const std::string& chosen) {
  std::unique_ptr<const Clustering> out;
  for (const auto* e : clusterings()) {
    const bool own = e->name == chosen;
    if (!own && !s.prefix().empty()) continue;
    Choices given;
    for (const auto& a : asks(*e)) {
      const std::string name = std::string(e->name) + "." + a.name;
      ask(s, name, a);
      if (const Value* v = s.find(name)) given[a.name] = *v;
    }
    if (own) out = e->make(Settings{given, ""});
  }
  return out;
}

class Cluster final : public RunByRun {
 public:
  explicit Cluster(const Settings& s)
      : method_{s.word("method", "k_means", names(clusterings()), "the way of grouping")},
        groups_{static_cast<std::size_t>(s.integer("groups", 3, {1, 1e6}, "how many groups are asked for; density finds their number itself"))},
        references_{static_cast<std::size_t>(s.integer("references", 10, {1, 1e4}, "data without groups that the gap statistic draws"))},
        pairs_{static_cast<std::size_t>(s.integer("pairs", 10, {1, 1e4}, "of subsamples whose groups are compared for stability"))},
        share_{s.real("share", 0.8, {0, 1, true, true}, "of the rows in each subsample")},
        seedings_{static_cast<std::size_t>(s.integer("seedings", 100, {1, 1e6}, "by plain k-means++, for the mean of their inertia"))},
        way_{chosen_way(s, method_)} {}

  std::vector<Quantity> quantities() const override {
    const auto seeks = [](Quantity q, const char* what) { return q.sought = what, q; };
    return {seeks({"silhouette", "silhouette", "mean over rows of (b - a) / max(a, b), a the mean distance to the own group, b to the nearest other", "silhouette", false}, "advice"),
            seeks({"gap", "gap statistic", "how much smaller log squares within groups are than in data without groups, drawn from the box along the principal axes", "gap", false}, "advice"),
            seeks({"stability", "stability", "mean adjusted Rand index of the groups of two subsamples, on the rows of both", "agreement", false}, "advice"),
            seeks({"class_agreement", "agreement with the classes", "adjusted Rand index of groups and classes: 1 if they are the same, 0 by chance", "agreement", false}, "truth"),
            {"class_information", "information on the classes", "mutual information of groups and classes over the mean of their entropies", "agreement", false},
            {"davies_bouldin", "Davies-Bouldin index", "mean over groups of the largest (s + s') / distance of the means, s the mean distance to the mean", "index"},
            {"inertia", "inertia", "squared distances to the mean of the own group, as a share of those to the mean of all", "inertia"},
            {"seeding_inertia", "inertia of seeds", "mean over plain k-means++ seedings of the squared distances to the nearest seed, over the inertia of the groups found", "ratio"}};
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const auto data = shared.prepared(Setup{run.choices}, run.replicate);
    const Matrix& x = data->train.x;
    const StreamName stream = shared.chance(run.replicate).start;
    const Groups found = way_->group(x, groups_, stream.at("groups"));
    const double total = within_squares(x, Labels(x.rows, 0), 1);
    Result out;
    out.subject = run.subject;
    const auto put = [&](const char* name, double value, const char* why_not) {
      if (std::isfinite(value)) out.scores[name] = value;
      else out.words[missing(name)] = why_not;
    };
    const char* trivial = found.groups < 2 ? "one group has none" : "every row is a group";
    if (found.groups == 0) {
      for (const auto& q : quantities()) out.words[missing(q.name)] = "no group was found";
      return out;
    }
    put("silhouette", silhouette(x, found.labels, found.groups), trivial);
    put("davies_bouldin", davies_bouldin(x, found.labels, found.groups), trivial);
    put("gap", way_->told() ? gap_statistic(x, found, *way_, groups_, references_, {stream.seed, stream.replicate, "gap"}).gap : std::nan(""),
        way_->told() ? "squares within groups are 0" : "this way finds the number of groups itself");
    put("stability", stability(x, *way_, groups_, pairs_, share_, {stream.seed, stream.replicate, "stability"}),
        "subsamples have one group, or no more rows than groups");
    const double inertia = within_squares(x, found.labels, found.groups);
    const bool all_in = std::ranges::find(found.labels, no_group) == found.labels.end();
    put("inertia", all_in && total > 0 ? inertia / total : std::nan(""), all_in ? "all rows are the same" : "some rows are in no group");
    if (data->task == Task::classification) {
      const Labels classes(data->train.label.begin(), data->train.label.end());
      put("class_agreement", adjusted_rand(found.labels, classes), "");
      put("class_information", normalized_information(found.labels, classes), "");
    } else {
      for (const char* name : {"class_agreement", "class_information"}) out.words[missing(name)] = "the target is no class";
    }
    put("seeding_inertia", method_ == "k_means" && inertia > 0 ? mean_potential(x, stream) / inertia : std::nan(""), method_ == "k_means" ? "the inertia is 0" : "only k-means begins with seeds");
    out.facts = {{"groups", {static_cast<double>(found.groups)}}, {"rows", {static_cast<double>(x.rows)}}, {"features", {static_cast<double>(x.columns)}},
                 {"variance_shares", variance_shares(x)}};
    out.words["method"] = method_;
    return out;
  }

  double mean_potential(const Matrix& x, const StreamName& name) const {
    Stream stream{{name.seed, name.replicate, "seedings"}};
    const PointBlocks<double> points{x, origin_of(x)};
    Vector potentials(seedings_);
    for (double& p : potentials) p = draw_seeds(points, groups_, 1, stream).potential;
    return mean(potentials);
  }

  /// Variances along the principal axes over their sum, the largest first.
  static Vector variance_shares(const Matrix& x) {
    const auto p = principal_components(x, std::min(x.rows - 1, x.columns));
    Vector out;
    for (std::size_t j = 0; j < p.variance.size(); ++j) out.push_back(p.ratio(j));
    return out;
  }

  std::string method_;
  std::size_t groups_, references_, pairs_;
  double share_;
  std::size_t seedings_;
  std::unique_ptr<const Clustering> way_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> cluster = entry<Subject, Cluster>(
    {"cluster", "cluster", "groups the training rows without their classes, and scores the groups",
     "silhouette, gap statistic, stability of subsamples, agreement with the classes", "Rousseeuw 1987; Tibshirani, Walther & Hastie 2001; Ben-Hur, Elisseeff & Guyon 2002; Hubert & Arabie 1985"});
}  // namespace parts::subjects
}  // namespace paribus
