// How well does a projection keep distances? Over all pairs of training rows, by how much |z_i - z_j|^2 / |x_i - x_j|^2 differs
// from 1, where z are the data.components columns that data.reduce makes of x.
#include <algorithm>
#include <cmath>

#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

double squared_distance(View a, View b, Vector& difference) {
  difference.assign(a.begin(), a.end());
  axpy(-1, b, difference);
  return dot(difference, difference);
}

class Distortion final : public RunByRun {
 public:
  explicit Distortion(const Settings&) {}

  std::vector<Quantity> quantities() const override {
    return {{"distortion", "the largest distortion", "the largest ||z_i - z_j|²/|x_i - x_j|² - 1| over all pairs of training rows", "share"},
            {"typical_distortion", "the typical distortion", "its root mean square over all pairs", "share"}};
  }

  void check(const Setup& s) const override {
    if (s.data.components == 0)
      throw Error("distortion measures what a projection does, and data.components is 0", "set data.components, or make it a factor: \"data.components\" = [10, 100]");
    if (s.data.whiten) throw Error("distortion compares distances, and data.whiten changes their unit", "take data.whiten out");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    Choices whole = run.choices;
    whole["data.components"] = {std::int64_t{0}};
    const Matrix& x = shared.prepared(Setup{whole}, run.replicate)->train.x;
    const Matrix& z = shared.prepared(setup, run.replicate)->train.x;
    Vector squares(x.rows), difference;
    std::size_t pairs = 0;
    double largest = 0;
    for (std::size_t i = 0; i < x.rows; ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const double before = squared_distance(x.row(i), x.row(j), difference);
        if (before == 0) continue;
        const double error = squared_distance(z.row(i), z.row(j), difference) / before - 1;
        squares[i] += error * error, largest = std::max(largest, std::abs(error)), ++pairs;
      }
    Result out;
    out.subject = run.subject;
    if (pairs == 0) throw Error("all training rows are the same", "choose other data");
    out.scores = {{"distortion", largest}, {"typical_distortion", std::sqrt(sum(squares) / static_cast<double>(pairs))}};
    out.words = {{"directions", setup.data.reduce}};
    out.facts = {{"points", {static_cast<double>(x.rows)}}, {"components", {static_cast<double>(setup.data.components)}}};
    return out;
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> distortion = entry<Subject, Distortion>(
    {"distortion", "distortion of distances", "measures how far a projection bends the distances of rows",
     "max and root mean square of |z_i - z_j|^2 / |x_i - x_j|^2 - 1", "Johnson & Lindenstrauss 1984"});
}  // namespace parts::subjects
}  // namespace paribus
