#include "paribus/study/chosen_clustering.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/choices.hpp"
#include "paribus/cluster/agreement.hpp"
#include "paribus/cluster/compactness.hpp"
#include "paribus/cluster/gap.hpp"
#include "paribus/cluster/seeding.hpp"
#include "paribus/cluster/stability.hpp"
#include "paribus/data/split.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/rows.hpp"
#include "paribus/math/vector.hpp"

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

}  // namespace

void GroupScores::put(const std::string& name, double value, const std::string& reason) {
  if (std::isfinite(value)) is[name] = value;
  else why_not[name] = reason;
}

ChosenClustering::ChosenClustering(const Settings& s)
    : method_{s.word("method", "k_means", names(clusterings()), "the way of grouping")},
      groups_{static_cast<std::size_t>(s.integer("groups", 3, {1, 1e6}, "how many groups are asked for; density finds their number itself"))},
      references_{static_cast<std::size_t>(s.integer("references", 10, {1, 1e4}, "data without groups that the gap statistic draws"))},
      pairs_{static_cast<std::size_t>(s.integer("pairs", 10, {1, 1e4}, "of subsamples whose groups are compared for stability"))},
      share_{s.real("share", 0.8, {0, 1, true, true}, "of the rows in each subsample")},
      seedings_{static_cast<std::size_t>(s.integer("seedings", 100, {1, 1e6}, "by plain k-means++, for the mean of their inertia"))},
      way_{chosen_way(s, method_)} {}

Groups ChosenClustering::group(const Matrix& x, const StreamName& stream) const {
  if (!std::isfinite(within_squares(x, Labels(x.rows, 0), 1)))
    throw Error("the squares of the table's numbers are too large to be summed", "set data.scale to \"standard\", or rescale the columns, for example by their units");
  return filled(way_->group(x, groups_, stream.at("groups")));
}

GroupScores ChosenClustering::shape(const Matrix& x, const Groups& found, std::size_t most, const StreamName& name) const {
  GroupScores out;
  const char* alone = "one group has none";
  if (x.rows <= most) {
    out.put("silhouette", silhouette(x, found.labels, found.groups), found.groups < 2 ? alone : "every row is a group");
  } else {
    Stream stream{{name.seed, name.replicate, "silhouette"}};
    const auto rows = draw_rows(x.rows, std::clamp<std::size_t>(2 * most * most / x.rows, 400, most), stream);
    const Vector each = silhouettes(x, found.labels, found.groups, rows);
    out.put("silhouette", each.empty() ? std::nan("") : mean(each), found.groups < 2 ? alone : "every row is a group");
    if (each.size() > 1) {
      const double drawn = static_cast<double>(each.size()) / static_cast<double>(x.rows);   // without replacement
      out.error["silhouette"] = std::sqrt(variance(each) / static_cast<double>(each.size()) * (1 - drawn));
    }
  }
  out.put("davies_bouldin", davies_bouldin(x, found.labels, found.groups), found.groups < 2 ? alone : "two groups have the same mean");
  const double total = within_squares(x, Labels(x.rows, 0), 1);
  const bool all_in = std::ranges::find(found.labels, no_group) == found.labels.end();
  out.put("inertia", all_in && total > 0 ? within_squares(x, found.labels, found.groups) / total : std::nan(""),
          all_in ? "all rows are the same" : "some rows are in no group");
  if (found.parameters > 0) {   // Schwarz 1978
    const auto n = static_cast<double>(x.rows);
    out.put("bic", found.shrunken ? std::nan("") : 2 * n * found.objective + static_cast<double>(found.parameters) * exact::log(n),
            "a part has shrunk to the floor of its variances, which decides the likelihood");
  }
  return out;
}

GroupScores ChosenClustering::anew(const Matrix& x, const Groups& found, const StreamName& stream) const {
  GroupScores out;
  const auto gap = way_->told() ? gap_statistic(x, found, *way_, groups_, references_, {stream.seed, stream.replicate, "gap"}) : GapStatistic{std::nan(""), std::nan("")};
  out.put("gap", gap.gap, way_->told() ? "squares within groups are 0" : "this way finds the number of groups itself");
  if (out.is.contains("gap")) out.error["gap"] = gap.error;
  out.put("stability", stability(x, *way_, groups_, pairs_, share_, {stream.seed, stream.replicate, "stability"}),
          "subsamples have one group, or no more rows than groups");
  return out;
}

GroupScores ChosenClustering::agreement(const Groups& found, const Labels& classes) {
  return {{{"class_agreement", adjusted_rand(found.labels, classes)}, {"class_information", normalized_information(found.labels, classes)}}, {}, {}};
}

double ChosenClustering::mean_potential(const Matrix& x, const StreamName& name) const {
  Stream stream{{name.seed, name.replicate, "seedings"}};
  const PointBlocks<double> points{x, origin_of(x)};
  Vector potentials(seedings_);
  for (double& p : potentials) p = draw_seeds(points, groups_, 1, stream).potential;
  return mean(potentials);
}

}  // namespace paribus
