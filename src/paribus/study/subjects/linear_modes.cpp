// When a linear network of two layers learns each direction of its target. On real rows, white or as they are, it starts
// small and balanced along the singular vectors of the least-squares map M: each singular value then rises by itself, the
// large ones first (Saxe, McClelland & Ganguli 2014).
#include <algorithm>
#include <cmath>

#include "paribus/flow/gap.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/packed.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

Vector column(const Matrix& m, std::size_t j) {
  Vector out;
  for (std::size_t i = 0; i < m.rows; ++i) out.push_back(m(i, j));
  return out;
}

Matrix product(const Matrix& a, const Matrix& b, double times = 1) {
  Matrix out(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t k = 0; k < a.columns; ++k) axpy(times * a(i, k), b.row(k), out.row(i));
  return out;
}

Matrix turned(const Matrix& a) {
  Matrix out(a.columns, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.columns; ++j) out(j, i) = a(i, j);
  return out;
}

/// |a - b| / |b|
double apart(const Matrix& a, const Matrix& b) {
  Vector d = a.values;
  axpy(-1, b.values, d);
  return norm(d) / norm(b.values);
}

/// Rows along their principal directions, targets about their mean, and M's singular values and vectors, largest first.
struct Problem {
  Examples rows;
  Vector singular;
  Matrix left, right;  ///< column i belongs to singular[i]: M = left diag(singular) right^T, outputs = x M
  double anisotropy;   ///< |x^T x / n - I| / |I|
};

class LinearModes final : public RunByRun {
 public:
  explicit LinearModes(const Settings& s)
      : mode_{static_cast<std::size_t>(s.integer("mode", 1, {1, 10000}, "the singular value that is watched; 1 is the largest"))},
        white_{s.word("rows", "white", {"white", "plain"}, "white: with variance 1 along each principal direction; plain: as they are") == "white"},
        start_{s.real("start", 0.001, {0, infinity, true, true}, "strength that each mode starts from")},
        keep_{s.real("keep", 0.01, {0, 1, true, true}, "principal directions with less than this share of the largest variance are left out")},
        time_{s.real("time", 40, positive, "how long it is trained, in steps times learning rate")} {}

  std::vector<Quantity> quantities() const override {
    return {{"half_rise_time", "the time of its half rise", "steps times learning rate until uᵀ W₂W₁ v first reaches half of the singular value", "time"}};
  }

  void check(const Setup& s) const override {
    if (s.kind != "mlp" || s.model_text.find("model.mlp.activation = \"identity\"\n") == std::string::npos)
      throw Error("linear_modes speaks of linear networks", "write model.kind = \"mlp\" and model.mlp.activation = \"identity\"");
    if (s.training.loss != "squared_error" || s.training.batch_size || s.training.l2 > 0)
      throw Error("linear_modes speaks of squared error on all rows, without a penalty",
                  "write training.loss = \"squared_error\", training.batch_size = \"all\" and training.l2 = 0");
    if (s.optimizer.kind != "gradient_descent" || s.optimizer.in_limits)
      throw Error("linear_modes speaks of gradient descent at a rate as it is given",
                  "write optimizer.kind = \"gradient_descent\" and optimizer.learning_rate_unit = \"absolute\"");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Problem p = problem(bench->data->train);
    const Shape shape{p.rows.x.columns, p.rows.y.columns};
    const auto layout = bench->model->layout(shape);
    if (layout.size() != 4) throw Error("linear_modes speaks of two layers", "write one number: model.mlp.hidden_layer_sizes = [32]");
    const Block &first = layout[0], &second = layout[2];
    if (mode_ > p.singular.size() || p.singular.size() > first.columns)
      throw Error("the map has " + std::to_string(p.singular.size()) + " modes, the network " + std::to_string(first.columns) +
                      " hidden units, and mode " + std::to_string(mode_) + " is asked for",
                  "choose hidden_layer_sizes no smaller than the modes, and one of them");
    const std::size_t modes = p.singular.size(), m = mode_ - 1;
    Vector theta(parameters(layout));
    for (std::size_t i = 0; i < modes; ++i) {
      for (std::size_t k = 0; k < first.rows; ++k) theta[first.offset + k * first.columns + i] = std::sqrt(start_) * p.left(k, i);
      for (std::size_t k = 0; k < second.columns; ++k) theta[second.offset + i * second.columns + k] = std::sqrt(start_) * p.right(k, i);
    }
    const Matrix strengths = along(p, theta, first, second);
    Matrix diagonal(modes, modes);
    for (std::size_t i = 0; i < modes; ++i) diagonal(i, i) = strengths(i, i);
    const Matrix w1 = part(theta, first), w2 = part(theta, second);

    Result out;
    out.subject = run.subject;
    out.words = {{"optimizer", setup.optimizer.kind}};
    out.facts = {{"singular_values", {p.singular[m]}}, {"start_strengths", {strengths(m, m)}},
                 {"input_anisotropy", {p.anisotropy}}, {"misalignment", {apart(strengths, diagonal)}},
                 {"imbalance", {apart(gram(w1), gram(turned(w2)))}}, {"step_time", {setup.optimizer.learning_rate}}};
    const double h = setup.optimizer.learning_rate, half = p.singular[m] / 2;
    const auto steps = static_cast<std::uint64_t>(std::ceil(time_ / h));
    const auto kept = even_steps(steps, 100);
    Curve curve{"mode_strength", {0}, {strengths(m, m)}};
    double before = strengths(m, m), risen = std::nan("");
    Plan plan{h, steps, {}};
    for (std::uint64_t k = 1; k <= steps; ++k) plan.watch_at.push_back(k);
    const auto watch = [&](const Phase& z, const Stepped&) {
      const double u = strength(p, z.theta, first, second, m);
      if (std::isnan(risen) && u >= half)
        risen = h * (static_cast<double>(z.step) - 1 + (half - before) / (u - before));
      if (std::binary_search(kept.begin(), kept.end(), z.step)) curve.at.push_back(static_cast<double>(z.step)), curve.values.push_back(u);
      before = u;
      return std::isfinite(u) ? Go::on : Go::diverged;
    };
    Risk risk{*bench->model, shape, pack(p.rows, Precision::float64), *bench->loss, 0};
    FullBatch all;
    out.outcome = integrate(*setup.optimizer.optimizer, risk, start_phase(*setup.optimizer.optimizer, risk, theta), plan, all, watch).outcome;
    out.curves.push_back(std::move(curve));
    if (std::isfinite(risen))
      out.scores["half_rise_time"] = risen;
    else
      out.words[missing("half_rise_time")] = out.outcome == Outcome::finished ? "the mode had not risen by the end" : "training diverged";
    return out;
  }

  Problem problem(const Examples& e) const {
    const double n = static_cast<double>(e.x.rows);
    Matrix moments = gram(e.x);
    scale(1 / n, moments.values);
    const SymmetricEigen eigen = symmetric_eigen(moments);
    const std::size_t d = e.x.columns, from = static_cast<std::size_t>(
        std::find_if(eigen.values.begin(), eigen.values.end(), [&](double v) { return v > keep_ * eigen.values.back(); }) - eigen.values.begin());
    Matrix to(d, d - from);  // onto the principal directions that are kept
    for (std::size_t i = 0; i < d; ++i)
      for (std::size_t j = from; j < d; ++j) to(i, j - from) = eigen.vectors(i, j) / (white_ ? std::sqrt(eigen.values[j]) : 1);
    Problem p;
    p.rows.x = product(e.x, to), p.rows.y = e.y;
    for (std::size_t j = 0; j < e.y.columns; ++j) {
      const double center = mean(column(e.y, j));
      for (std::size_t i = 0; i < e.y.rows; ++i) p.rows.y(i, j) -= center;
    }
    Matrix map = product(turned(p.rows.x), p.rows.y, 1 / n), unit(d - from, d - from);
    for (std::size_t i = 0; i < d - from; ++i) {
      unit(i, i) = 1;
      if (!white_) scale(1 / eigen.values[from + i], map.row(i));
    }
    Matrix second = gram(p.rows.x);
    scale(1 / n, second.values);
    p.anisotropy = apart(second, unit);
    const SymmetricEigen squares = symmetric_eigen(gram(map));
    for (std::size_t j = squares.values.size(); j-- > 0;)
      if (squares.values[j] > 1e-10 * squares.values.back()) p.singular.push_back(std::sqrt(squares.values[j]));
    p.left = Matrix(d - from, p.singular.size()), p.right = Matrix(e.y.columns, p.singular.size());
    for (std::size_t i = 0; i < p.singular.size(); ++i)
      for (std::size_t k = 0; k < e.y.columns; ++k) p.right(k, i) = squares.vectors(k, squares.values.size() - 1 - i);
    p.left = product(map, p.right);
    for (std::size_t i = 0; i < p.singular.size(); ++i)
      for (std::size_t k = 0; k < p.left.rows; ++k) p.left(k, i) /= p.singular[i];
    return p;
  }

  static Matrix part(View theta, const Block& b) {
    Matrix out(b.rows, b.columns);
    std::copy_n(theta.begin() + static_cast<std::ptrdiff_t>(b.offset), b.rows * b.columns, out.values.begin());
    return out;
  }
  static Matrix along(const Problem& p, View theta, const Block& first, const Block& second) {
    return product(product(turned(p.left), part(theta, first)), product(part(theta, second), p.right));
  }
  static double strength(const Problem& p, View theta, const Block& first, const Block& second, std::size_t m) {
    Vector from(first.columns);
    for (std::size_t k = 0; k < first.rows; ++k) axpy(p.left(k, m), theta.subspan(first.offset + k * first.columns, first.columns), from);
    const Vector right = column(p.right, m);
    double out = 0;
    for (std::size_t i = 0; i < second.rows; ++i) out += from[i] * dot(theta.subspan(second.offset + i * second.columns, second.columns), right);
    return out;
  }

  std::size_t mode_;
  bool white_;
  double start_, keep_, time_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> linear_modes = entry<Subject, LinearModes>(
    {"linear_modes", "modes of a linear network", "measures when a linear network of two layers learns each singular value of its target",
     "the first t at which uᵀ W₂(t) W₁(t) v reaches s/2", "Saxe, McClelland & Ganguli 2014"});
}  // namespace parts::subjects
}  // namespace paribus
