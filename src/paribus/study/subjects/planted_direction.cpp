// When is a direction seen? One direction, drawn at random, is given a larger variance than all others; what the first
// principal component makes of it. It is hidden in the table's own columns, each shuffled by itself so that none knows of
// another; beside them in normal numbers, of which theory speaks, and in the real rows, whose columns depend on each other.
#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/data/preprocessing.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

constexpr std::size_t fewest_rows = 10, fewest_columns = 2;

/// The columns of numbers that are not constant, each with mean 0 and variance 1 (by n - 1, as components count it).
Matrix standard_columns(const Prepared& data) {
  std::set<std::string> numbers;
  for (const auto& input : data.preprocessing->inputs)
    if (!input.categorical) numbers.insert(input.name);
  if (numbers.empty()) throw Error("planted_direction needs columns of numbers, and " + data.dataset + " has none", "choose another table: data.source");
  const Matrix& x = data.train.x;
  std::vector<Vector> kept;
  for (std::size_t j = 0; j < x.columns; ++j) {
    if (!numbers.contains(data.features[j])) continue;
    Vector column(x.rows);
    for (std::size_t i = 0; i < x.rows; ++i) column[i] = x(i, j);
    const auto [low, high] = std::ranges::minmax(column);
    if (low == high) continue;
    const double center = mean(column), deviation = std::sqrt(variance(column));
    for (double& v : column) v = (v - center) / deviation;
    kept.push_back(std::move(column));
  }
  Matrix out(x.rows, kept.size());
  for (std::size_t j = 0; j < out.columns; ++j)
    for (std::size_t i = 0; i < out.rows; ++i) out(i, j) = kept[j][i];
  return out;
}

class PlantedDirection final : public RunByRun {
 public:
  explicit PlantedDirection(const Settings& s)
      : spike_{s.real("spike", 4, {1, 1e6}, "variance along the direction, where every other direction has 1")},
        background_{s.word("background", "shuffled columns", {"normal numbers", "shuffled columns", "real rows"},
                           "what the direction is hidden in: independent normal numbers, as many as the table has; its columns, each "
                           "shuffled by itself; or its rows as they are")} {}

  std::vector<Quantity> quantities() const override {
    return {{"overlap", "the overlap", "the squared cosine of the first principal component and the direction: 1 if it points there, 1/columns by chance", "squared cosine", false, "", "", "", {0, 1}},
            {"largest_variance", "the largest variance", "of the rows along the first principal component", "variance"}};
  }

  void check(const Setup& s) const override {
    if (s.data.components)
      throw Error("planted_direction hides a direction in the columns of a table, and data.components makes others of them", "take data.components out");
  }

 private:
  Result one(const Study& study, Preparations& shared, const Run& run) const override {
    const auto data = shared.prepared(Setup{run.choices}, run.replicate);
    Matrix x = standard_columns(*data);
    if (x.rows < fewest_rows || x.columns < fewest_columns)
      throw Error("planted_direction needs " + std::to_string(fewest_rows) + " training rows and " + std::to_string(fewest_columns) + " columns that are not constant, and there are " +
                      std::to_string(x.rows) + " and " + std::to_string(x.columns),
                  "raise data.rows, lower data.split.validation and data.split.test, or choose another table");
    const auto& varied = study.replicates;   // a new start is a new direction, and so are new rows
    const StreamName name{varied.seed, varied.start || varied.split ? run.replicate : 0, "planted direction"};
    Stream chance{name.at(background_)}, pointing{name.at("direction")};
    if (background_ == "normal numbers") fill_normal(chance, x.values);
    if (background_ == "shuffled columns") x = shuffled_columns(x, chance);
    Vector u(x.columns);
    fill_normal(pointing, u);
    scale(1 / norm(u), u);
    // The covariance I becomes I + (spike - 1) u u^T.
    for (std::size_t i = 0; i < x.rows; ++i) axpy((std::sqrt(spike_) - 1) * dot(x.row(i), u), u, x.row(i));
    const auto first = principal_components(x, 1);
    const double cosine = dot(first.axes.row(0), u);
    Result out;
    out.subject = run.subject;
    out.scores = {{"overlap", cosine * cosine}, {"largest_variance", first.variance[0]}};
    out.words = {{"background", background_}};
    out.facts = {{"spike", {spike_}}, {"rows", {static_cast<double>(x.rows)}}, {"columns", {static_cast<double>(x.columns)}}};
    return out;
  }

  double spike_;
  std::string background_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> planted_direction = entry<Subject, PlantedDirection>(
    {"planted_direction", "planted direction", "measures from which variance on the first principal component finds a direction, among columns that know nothing of each other",
     "(v·u)² and λ of the first component v, covariance I + (ℓ-1) u uᵀ", "Johnstone 2001; Baik, Ben Arous & Péché 2005"});
}  // namespace parts::subjects
}  // namespace paribus
