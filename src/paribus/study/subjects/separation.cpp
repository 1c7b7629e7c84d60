// What a vanishing penalty makes of logistic regression where a plane separates the classes: coefficients without bound,
// and the direction of the largest margin (Rosset, Zhu & Hastie 2004). One class against the rest, on real rows.
#include <algorithm>
#include <cmath>

#include "paribus/learner/max_margin.hpp"
#include "paribus/learner/logit_solve.hpp"
#include "paribus/learner/separation.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class SeparationSubject final : public RunByRun {
 public:
  explicit SeparationSubject(const Settings& s)
      : penalty_{s.real("strength", 1e-4, {1e-12, 10}, "l2, of the term l2/2 |w|² beside the mean log loss; the intercept is free")},
        class_{static_cast<std::size_t>(s.integer("class", 1, {1, 1000}, "the number of the class that is told from all others, in the order of the data"))} {}

  std::vector<Quantity> quantities() const override {
    return {{"weight_norm", "the length of the weights", "|w| at the optimum of the mean log loss and l2/2 |w|²", "length"},
            {"margin_share", "the margin over the largest possible", "the distance of the nearest row from the plane, over that of the plane that is farthest from both classes", "share", false},
            {"angle", "the angle to the largest margin’s direction", "2 sin of half the angle between w and the weights of the plane that is farthest from both classes", "angle"}};
  }

  void check(const Setup& s) const override {
    if (s.kind != "logistic")
      throw Error("separation speaks of logistic regression at its optimum, and '" + s.kind + "' is another model", "write model.kind = \"logistic\"");
    if (s.data.scale != "standard")
      throw Error("separation needs columns of one scale: the penalty weighs all weights alike", "write data.scale = \"standard\"");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const auto all = shared.prepared(Setup{run.choices}, run.replicate);
    if (all->task != Task::classification) throw Error("separation speaks of classes, but the target '" + all->target + "' is a number", "name another column: data.target");
    if (class_ > all->classes.size())
      throw Error("there is no class " + std::to_string(class_) + ": '" + all->target + "' has " + std::to_string(all->classes.size()), "write measure.separation.class = 1");
    const Prepared two = against_the_rest(*all);
    const PenalizedLogit fit = penalized_logit(two, penalty_);
    const MaxMargin best = max_margin(two.train.x, two.train.label);
    Result out;
    out.subject = run.subject;
    out.words = {{"classes", best.found ? "separable" : overlap(two) ? "overlapping" : "undecided"}};
    out.facts = {{"penalty", {penalty_}}, {"examples", {static_cast<double>(two.train.size())}}};
    if (!fit.converged) {
      for (const auto& q : quantities()) out.words[missing(q.name)] = "Newton's method did not reach the optimum";
      return out;
    }
    const double length = norm(fit.w);
    out.scores["weight_norm"] = length;
    if (!best.found) {
      for (const char* name : {"margin_share", "angle"}) out.words[missing(name)] = "no plane separates the classes";
      return out;
    }
    double nearest = infinity, entropy = 0, most = 0;
    for (std::size_t i = 0; i < two.train.size(); ++i)
      nearest = std::min(nearest, (two.train.label[i] == 1 ? 1 : -1) * (dot(two.train.x.row(i), fit.w) + fit.b));
    for (const double p : best.dual) {
      if (p > 0) entropy -= p * exact::log(p);
      most = std::max(most, p);
    }
    out.facts["margin"] = {best.margin};
    out.facts["dual_entropy"] = {entropy};
    out.facts["largest_dual"] = {most};
    out.scores["margin_share"] = nearest / (length * best.margin);
    // |u - v| of unit vectors is 2 sin(angle / 2): no digits are lost near 0.
    Vector apart = fit.w;
    scale(1 / length, apart);
    axpy(-best.margin, best.w, apart);
    out.scores["angle"] = norm(apart);
    return out;
  }

  Prepared against_the_rest(const Prepared& all) const {
    Prepared two = all;
    two.classes = {"the rest", all.classes[class_ - 1]};
    two.train.y = Matrix(all.train.size(), 2);
    for (std::size_t i = 0; i < all.train.size(); ++i) {
      two.train.label[i] = static_cast<std::size_t>(all.train.label[i]) == class_ - 1;
      two.train.y(i, static_cast<std::size_t>(two.train.label[i])) = 1;
    }
    return two;
  }

  /// Proven: the likelihood has its largest value at finite coefficients.
  static bool overlap(const Prepared& two) {
    const StandardRows rows{two, {}, true};
    LogitRisk risk{rows, true, 0};
    const Solved s = newton(risk, Vector(risk.dimension()), 1e-10);
    return separation(risk, s.theta).kind == Separation::Kind::none;
  }

  double penalty_;
  std::size_t class_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> separation = entry<Subject, SeparationSubject>(
    {"separation", "separable classes", "measures where logistic regression goes as its penalty vanishes, one class against the rest",
     "|w| and min_i y_i (w·x_i + b) / |w| at the optimum", "Rosset, Zhu & Hastie 2004, Margin maximizing loss functions"});
}  // namespace parts::subjects
}  // namespace paribus
