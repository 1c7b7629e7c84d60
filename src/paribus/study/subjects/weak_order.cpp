// SGD as a stochastic differential equation: how far the moments of the equations of first and second order are from
// those of SGD, until a fixed time. On least squares with batches drawn with replacement all three have closed equations,
// so that nothing is sampled: moments of SGD step by step, of the others by a solver far below the gap.
#include <algorithm>
#include <array>
#include <cmath>

#include "paribus/flow/gap.hpp"
#include "paribus/learner/sgd_moments.hpp"
#include "paribus/learner/stationary.hpp"
#include "paribus/math/lyapunov.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_features = 40;  // with fourth moments of 820 pairs of them

class WeakOrder final : public RunByRun {
 public:
  explicit WeakOrder(const Settings& s)
      : time_{s.real("time", 4, positive, "how long both are followed; a whole number of steps at every learning rate")},
        points_{static_cast<std::size_t>(
            s.integer("points", 40, {1, 100000}, "steps, evenly spaced, at which moments are compared"))} {}

  std::vector<Quantity> quantities() const override {
    std::vector<Quantity> out;
    for (const int order : {1, 2}) {
      const std::string which = order == 1 ? "first" : "second", gap = "the order-" + std::to_string(order) + " gap in ",
                        sde = " to the SDE of " + which + " order";
      out.push_back({"loss_gap_" + which, gap + "loss",
                     "|E L(θₖ) - E L(X(kη))|" + sde + ", the largest on the way, over the start’s loss above the least",
                     "share"});
      out.push_back({"moment_gap_" + which, gap + "moments",
                     "the distance of E ddᵀ, d = θ - θ*," + sde + ", the largest on the way, over |d|² at the start",
                     "share"});
      out.push_back({"spread_gap_" + which, gap + "spread",
                     "the distance of tr Cov θ" + sde + " at the last step, over SGD’s own", "share"});
    }
    return out;
  }

  void check(const Setup& s) const override {
    if (s.kind != "linear_regression" || s.training.loss == "cross_entropy" || s.training.l2 > 0)
      throw Error("weak_order needs least squares without a penalty, whose moments are known",
                  "write model.kind = \"linear_regression\", training.loss = \"squared_error\" and training.l2 = 0");
    if (s.optimizer.kind != "gradient_descent" || s.optimizer.in_limits)
      throw Error("weak_order speaks of plain steps at a rate that divides the time",
                  "write optimizer.kind = \"gradient_descent\" and optimizer.learning_rate_unit = \"absolute\"");
    if (!s.training.batch_size)
      throw Error("on all rows at once there is no noise", "write training.batch_size = 4, or some other number of rows");
    const double h = s.optimizer.learning_rate, k = std::round(time_ / h);
    if (!(k >= 1 && k <= 1e6 && std::abs(k * h - time_) <= 1e-9 * time_))
      throw Error("the time " + shortest(time_) + " is no whole number of steps of " + shortest(h) + ", up to a million",
                  "take a learning rate that divides it, for example " + shortest(time_ / std::clamp(k, 1.0, 1e6)));
  }

 private:
  /// What is summed over the outputs, each a least squares of its own: largest gaps, and their yardsticks.
  struct Sums {
    Vector loss, moment;  // at each point, of one order
    double spread = 0;
  };

  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Vector start = start_theta(*bench, shared.chance(run.replicate).start);
    const Matrix rows = design(bench->data->train);
    if (rows.columns > most_features)
      throw Error("weak_order keeps the fourth moments of up to 40 features, and '" + bench->data->dataset + "' has " +
                      std::to_string(rows.columns) + " with the constant",
                  "take a table with fewer");
    const Bowl bottom = bowl(*bench);
    const double h = setup.optimizer.learning_rate;
    const auto batch = static_cast<double>(setup.training.batch_size);
    const auto steps = even_steps(static_cast<std::uint64_t>(std::llround(time_ / h)), points_);
    Result out;
    out.subject = run.subject;
    out.words = {{"optimizer", setup.optimizer.kind}, {"objective", "quadratic"}, {"sampling", "with_replacement"}};
    out.facts = {{"learning_rate", {h}}, {"batch_size", {batch}}, {"time", {time_}},
                 {"lambda_max", {bottom.eigenvalues.back()}}};
    out.facts["rate_limit"] = {BatchRecursion{rows, drawn_with_replacement(batch)}.limit()};

    const std::size_t outputs = bottom.minimum.columns;
    std::array<Sums, 2> sums;
    for (Sums& s : sums) s.loss.resize(steps.size()), s.moment.resize(steps.size());
    double first_loss = 0, first_square = 0, spread = 0;
    for (std::size_t j = 0; j < outputs; ++j) {
      Vector w, d;
      for (std::size_t i = 0; i < rows.columns; ++i)
        w.push_back(bottom.minimum(i, j)), d.push_back(start[i * outputs + j] - w.back());
      Vector residuals;
      for (std::size_t i = 0; i < rows.rows; ++i)
        residuals.push_back(dot(rows.row(i), w) - bench->data->train.y(i, j));
      const LeastSquaresSgd sgd{rows, residuals, batch};
      const SgdMoments first = moments_at(d);
      first_loss += sgd.excess_loss(first.second), first_square += dot(d, d);
      const auto exact = walk(sgd, first, h, steps);
      spread += trace(exact.back());
      for (const int order : {1, 2})
        if (!compare(sgd, first, h, steps, order, exact, sums[static_cast<std::size_t>(order - 1)]))
          return miss(out, "the moments grow beyond all bounds"), out;
    }
    const auto largest = [](View v) { return *std::max_element(v.begin(), v.end()); };
    const auto keep = [&](const std::string& which, const Sums& s) {
      Vector square;  // of several outputs, S is block-diagonal
      for (const double x : s.moment) square.push_back(std::sqrt(x));
      out.scores["loss_gap_" + which] = largest(s.loss) / first_loss;
      out.scores["moment_gap_" + which] = largest(square) / first_square;
      out.scores["spread_gap_" + which] = std::abs(s.spread) / spread;
    };
    keep("first", sums[0]), keep("second", sums[1]);
    for (const auto& [name, value] : out.scores)
      if (!std::isfinite(value)) return out.scores.clear(), miss(out, "the moments grow beyond all bounds"), out;
    return out;
  }

  static Matrix design(const Examples& e) {
    Matrix out(e.size(), e.x.columns + 1);
    for (std::size_t i = 0; i < e.size(); ++i) {
      std::ranges::copy(e.x.row(i), out.row(i).begin());
      out(i, e.x.columns) = 1;
    }
    return out;
  }

  static double trace(const SgdMoments& m) {
    double out = 0;
    for (std::size_t i = 0; i < m.mean.size(); ++i) out += m.second(i, i) - m.mean[i] * m.mean[i];
    return out;
  }

  static std::vector<SgdMoments> walk(const LeastSquaresSgd& sgd, SgdMoments at, double h,
                                      const std::vector<std::uint64_t>& steps) {
    std::vector<SgdMoments> out;
    for (std::uint64_t k = 1; k <= steps.back(); ++k) {
      sgd.step(at, h);
      if (k == steps[out.size()]) out.push_back(at);
    }
    return out;
  }

  /// Adds the gaps of one output; false: the equation's moments cannot be followed.
  static bool compare(const LeastSquaresSgd& sgd, const SgdMoments& first, double h,
                      const std::vector<std::uint64_t>& steps, int order, const std::vector<SgdMoments>& exact,
                      Sums& sums) {
    const auto dop853 =
        get(integrators(), "dop853", "integrator").make(Settings{Choices{{"rtol", {1e-11}}, {"atol", {1e-13}}}, ""});
    SdeMoments sde{sgd, h, order};
    Course course;
    for (const auto k : steps) course.at.push_back(static_cast<double>(k) * h);
    course.to = course.at.back();
    course.most_steps = 20'000;  // a hundred do at rates that mean anything; beyond the limit moments grow without end
    const Solution s = solve(*dop853, sde, sde.state(first), course);
    if (s.outcome != Outcome::finished) return false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      Matrix apart = sde.moments(s.states[i]).second;
      axpy(-1, exact[i].second.values, apart.values);
      sums.loss[i] += std::abs(sgd.excess_loss(apart));
      sums.moment[i] += dot(apart.values, apart.values);
    }
    sums.spread += trace(sde.moments(s.states.back())) - trace(exact.back());
    return true;
  }

  void miss(Result& out, const std::string& why) const {
    out.outcome = Outcome::diverged;
    for (const Quantity& q : quantities()) out.words[missing(q.name)] = why;
  }

  double time_;
  std::size_t points_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> weak_order = entry<Subject, WeakOrder>(
    {"weak_order", "SGD as an SDE",
     "measures how far the moments of stochastic differential equations are from those of SGD on least squares",
     "dX = -∇L dt + √(ηΣ) dW and dX = -∇(L + η/4 |∇L|²) dt + √(ηΣ) dW, Σ(θ) = Cov g(θ)",
     "Li, Tai & E 2017; Li, Tai & E 2019"});
}  // namespace parts::subjects
}  // namespace paribus
