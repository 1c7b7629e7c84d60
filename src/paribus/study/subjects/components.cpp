// How many columns does a model need? Of a model fitted to the training part's first k principal components (or other
// data.reduce): its error on rows left out, its error on its own rows, and what of the rows left out the components miss. The
// variances of all components go along, with those of tables whose columns are shuffled, for theories of how many there are.
#include <algorithm>
#include <cmath>

#include "paribus/data/preprocessing.hpp"
#include "paribus/learner/network_fit.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/component_table.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

/// Share of wrong classes, or mean squared error as a share of the target's variance in training.
double error_of(const Matrix& z, const Examples& part) {
  Vector wrong(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) {
    const View row = z.row(i);
    if (part.label.empty()) wrong[i] = (part.y(i, 0) - row[0]) * (part.y(i, 0) - row[0]);
    else wrong[i] = std::max_element(row.begin(), row.end()) - row.begin() != part.label[i];
  }
  return mean(wrong);
}

/// What the projection leaves of the rows' squared distance from the training mean; of orthonormal axes alone.
double missed(const Projection& p, const Matrix& x) {
  const Matrix z = p.apply(x);
  Vector all(x.rows), seen(x.rows), u(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i) {
    for (std::size_t j = 0; j < x.columns; ++j) u[j] = x(i, j) - p.center[j];
    all[i] = dot(u, u), seen[i] = dot(z.row(i), z.row(i));
  }
  const double total = sum(all);
  return total > 0 ? std::max(0.0, (total - sum(seen)) / total) : 0;
}

class Components final : public RunByRun {
 public:
  explicit Components(const Settings&) {}

  std::vector<Quantity> quantities() const override {
    return {{"error", "error on new rows", "on the validation part: the share of wrong classes, or the mean squared error as a share of the target’s variance", "error", false, "", "", "truth", {0, infinity}, Seek::least},
            {"train_error", "training error", "the same on the training part", "error", false, "", "", "", {0, infinity}},
            {"missed", "variance missed", "of rows of the validation part, the share of their squared distance from the training mean that the components do not hold", "share", false, "", "", "", {0, 1}}};
  }

  void check(const Setup& s) const override {
    if (s.data.components == 0)
      throw Error("components measures what a number of components does, and data.components is 0",
                  "set data.components, or make it a factor: \"data.components\" = [1, 2, 5, 10]");
  }

 private:
  static std::unique_ptr<Fitted> fitted(const Setup& setup, Preparations& shared, const Prepared& data, std::size_t replicate) {
    const Chance chance = shared.chance(replicate);
    if (setup.learner) return setup.learner->fit(data, chance.start);
    return fit_network(*shared.bench(setup, replicate), loss_word(setup, data.task), setup.training, setup.optimizer, chance);
  }

  Result one(const Study& study, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto data = shared.prepared(setup, run.replicate);
    Choices whole = run.choices;
    whole["data.components"] = {std::int64_t{0}};
    const auto all = shared.prepared(Setup{whole}, run.replicate);
    const auto fit = fitted(setup, shared, *data, run.replicate);
    Result out;
    out.subject = run.subject;
    out.scores["error"] = error_of(fit->predict(data->validation), data->validation);
    out.scores["train_error"] = error_of(fit->predict(data->train), data->train);
    const auto& projection = data->preprocessing->projection;
    if (projection.name(0) == "component 1" && !setup.data.whiten) out.scores["missed"] = missed(projection, all->validation.x);
    else out.words[missing("missed")] = "only principal components that are not whitened are parts of the variance";
    out.facts = component_facts(all->train.x, {study.replicates.seed, run.replicate, "shuffle"});
    return out;
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> components = entry<Subject, Components>(
    {"components", "number of components", "measures what a model loses and gains by seeing a number of components in the place of all columns",
     "error of the model on z = (x - mean) axes^T, axes of the training part", "Pearson 1901; Hotelling 1933; Massy 1965"});
}  // namespace parts::subjects
}  // namespace paribus
