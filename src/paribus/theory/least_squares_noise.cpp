#include "paribus/theory/least_squares_noise.hpp"

#include <cmath>

#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_features = 40;  // 820 free entries of a covariance: a second

Matrix square(const Vector& values) {
  const auto p = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(values.size()))));
  Matrix m(p, p);
  if (p * p == values.size()) m.values = values;
  return m;
}

bool symmetric(const Matrix& m) {
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (std::abs(m(i, j) - m(j, i)) > 1e-9 * (std::abs(m(i, i)) + std::abs(m(j, j)))) return false;
  return true;
}

}  // namespace

std::vector<Need> row_needs() {
  return {numbers("design", {}),
          whole(number("features", {1, static_cast<double>(most_features)})),
          numbers("targets", {}),
          number("learning_rate", positive),
          whole(number("batch_size", {1})),
          whole(number("outputs", {1}, 1)),
          word("sampling", {"with_replacement", "without_replacement", "shuffled_epochs"}),
          optimizer_if_known()};
}

std::string objection_to_rows(const Given& g) {
  const double entries = static_cast<double>(g.all("design").size()), p = g["features"], n = entries / p;
  if (n != std::floor(n)) return "'design' does not have rows of 'features' numbers";
  if (n * g["outputs"] != static_cast<double>(g.all("targets").size()))
    return "'targets' does not have 'outputs' numbers for each row of 'design'";
  if (!g.is("sampling", "with_replacement") && g["batch_size"] > n) return "the batch is larger than the data";
  if (n < p) return "there are fewer rows than features";
  if (!all_finite(g.all("design")) || !all_finite(g.all("targets"))) return "'design' or 'targets' is not finite";
  return "";
}

Matrix design(const Given& g) {
  const auto p = static_cast<std::size_t>(g["features"]);
  Matrix x(g.all("design").size() / p, p);
  x.values = g.all("design");
  return x;
}

Mixing mixing(const Given& g) {
  const double n = static_cast<double>(g.all("design").size()) / g["features"];
  return g.is("sampling", "with_replacement") ? drawn_with_replacement(g["batch_size"])
                                              : drawn_without_replacement(g["batch_size"], n);
}

// Outputs have a recursion each, with the same rows and batches, so that what is linear in the covariances (losses,
// traces, S summed) follows from the sum of their noises.
StepNoise least_squares_noise(const Given& g) {
  const Matrix x = design(g);
  const auto outputs = static_cast<std::size_t>(g["outputs"]);
  const double n = static_cast<double>(x.rows);
  StepNoise out{gram(x), Matrix(x.columns, x.columns)};
  scale(1 / n, out.hessian.values);
  for (std::size_t j = 0; j < outputs; ++j) {
    Vector y;
    for (std::size_t i = 0; i < x.rows; ++i) y.push_back(g.all("targets")[i * outputs + j]);
    const Vector w = least_squares(x, y);
    Matrix gradients = x;
    for (std::size_t i = 0; i < x.rows; ++i) scale(dot(x.row(i), w) - y[i], gradients.row(i));
    axpy(mixing(g).alone / n, gram(gradients).values, out.covariance.values);
  }
  return out;
}

std::vector<Need> matrix_needs() {
  return {numbers("hessian", {}), numbers("gradient_noise", {}, "hessian"), number("learning_rate", positive),
          optimizer_if_known()};
}

std::string read_matrices(const Given& g, StepNoise& out) {
  out = {square(g.all("hessian")), square(g.all("gradient_noise"))};
  if (out.hessian.values != g.all("hessian")) return "'hessian' is not a square matrix";
  if (out.hessian.rows > 10 * most_features) return "'hessian' is too large to decompose for a prediction";
  if (!all_finite(out.hessian.values) || !all_finite(out.covariance.values)) return "a matrix is not finite";
  if (!symmetric(out.hessian) || !symmetric(out.covariance)) return "'hessian' or 'gradient_noise' is not symmetric";
  return "";
}

Vector stationary_quantity(std::string_view quantity, const Matrix& h, const Matrix& s) {
  if (quantity == "excess_loss") return {dot(h.values, s.values) / 2};
  if (quantity == "covariance") return s.values;
  if (quantity == "top_variance") {
    const Matrix v = symmetric_eigen(h).vectors;
    Vector top, turned(s.rows);
    for (std::size_t i = 0; i < v.rows; ++i) top.push_back(v(i, v.columns - 1));
    for (std::size_t i = 0; i < s.rows; ++i) turned[i] = dot(s.row(i), top);
    return {dot(turned, top)};
  }
  double trace = 0;
  for (std::size_t i = 0; i < s.rows; ++i) trace += s(i, i);
  return {trace};
}

void judge_steps(const Given& g, Prediction& p) {
  judge_optimizer(g, "gradient_descent", p);
  if (p.assumption == Prediction::Assumption::broken || !g.words.contains("sampling")) return;
  if (!g.is("sampling", "shuffled_epochs")) return;
  p.assumption = Prediction::Assumption::broken;
  p.why = "batches of a shuffled epoch are not independent: each row comes once, and their noise largely cancels";
}

std::string spoken(const std::function<std::string()>& attempt) {
  try {
    return attempt();
  } catch (const Error& e) {
    return e.problem();
  }
}

std::vector<Formula> stationary_formulas(std::string text, std::string assumption, Stationary solve) {
  std::vector<Formula> out;
  const auto fill = [solve](const StepNoise& noise, const Given& g, Prediction& p) {
    p.values = stationary_quantity(p.axis, noise.hessian, solve(noise, g["learning_rate"]));
    judge_steps(g, p);
    if (p.assumption == Prediction::Assumption::met) p.assumption = Prediction::Assumption::unknown;
    return std::string();
  };
  for (const char* quantity : {"excess_loss", "variance", "top_variance", "covariance"}) {
    out.push_back(
        {quantity, Prediction::Kind::law, text, assumption, row_needs(), [fill](const Given& g, Prediction& p) {
           const std::string objection = objection_to_rows(g);
           if (!objection.empty()) return objection;
           return spoken([&] { return fill(least_squares_noise(g), g, p); });
         }});
    out.push_back(
        {quantity, Prediction::Kind::law, text, assumption, matrix_needs(), [fill](const Given& g, Prediction& p) {
           StepNoise noise;
           const std::string objection = read_matrices(g, noise);
           return objection.empty() ? spoken([&] { return fill(noise, g, p); }) : objection;
         }});
  }
  return out;
}

}  // namespace paribus
