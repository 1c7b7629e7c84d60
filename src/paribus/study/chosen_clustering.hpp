#pragma once
// A way of grouping as "measure.cluster.*" sets it, and the scores of its groups: what a study of clusters and
// `paribus cluster` share.

#include <map>
#include <memory>

#include "paribus/base/settings.hpp"
#include "paribus/cluster/clustering.hpp"

namespace paribus {

/// Scores by the names of the subject's quantities; those that these groups do not have, with the reason.
struct GroupScores {
  std::map<std::string, double> is;
  std::map<std::string, std::string> why_not;
  std::map<std::string, double> error = {};   ///< standard errors, of those that have one
  void put(const std::string& name, double value, const std::string& reason);   ///< not finite: the reason is kept
};

class ChosenClustering {
 public:
  explicit ChosenClustering(const Settings&);   ///< prefix "measure.cluster."
  const std::string& method() const { return method_; }
  std::size_t groups() const { return groups_; }   ///< asked for
  bool told() const { return way_->told(); }
  Joins joins() const { return way_->joins(); }
  /// Groups that have rows: a way that is asked for more groups than rows differ leaves some empty.
  Groups group(const Matrix& x, const StreamName&) const;

  /// inertia, davies_bouldin, bic of groups that are a density, and silhouette. The last costs n^2 d / 2; with more than
  /// `most` rows it is estimated from some of them, drawn, each held against all: so many that it costs 2 most^2 d, and 400
  /// at least.
  GroupScores shape(const Matrix& x, const Groups&, std::size_t most, const StreamName&) const;
  /// gap and stability, for which the rows are grouped anew, references + 2 pairs times.
  GroupScores anew(const Matrix& x, const Groups&, const StreamName&) const;
  /// class_agreement and class_information.
  static GroupScores agreement(const Groups&, const Labels& classes);
  /// Mean over plain k-means++ seedings of the squared distances to the nearest seed.
  double mean_potential(const Matrix& x, const StreamName&) const;

 private:
  std::string method_;
  std::size_t groups_, references_, pairs_;
  double share_;
  std::size_t seedings_;
  std::unique_ptr<const Clustering> way_;
};

}  // namespace paribus
