// The whole loss curve on a quadratic. Along an eigenvector with eigenvalue l the error e(t) follows a linear
// recursion of two terms, (e(t+1), e(t)) = A (e(t), e(t-1)) with e(-1) = e(0), hence
//   L(t) = L* + 1/2 sum_i l_i e_i(t)^2.
// A is raised to the power t by squaring: exact also where its roots coincide, where rates alone are wrong.
//   gradient descent  A = [1-hl, 0; 1, 0]      momentum  A = [1+b-hl, -b; 1, 0]
//   Nesterov          A = [(1+b)(1-hl) , -b(1-hl); 1, 0] for the point y where gradients are taken
#include <array>
#include <cmath>

#include "paribus/math/vector.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

using Pair = std::array<double, 2>;
using Square = std::array<double, 4>;  // row-major 2 x 2

Square product(const Square& a, const Square& b) {
  return {a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]};
}

Square power(Square a, std::uint64_t t) {
  Square out{1, 0, 0, 1};
  for (; t; t /= 2, a = product(a, a))
    if (t % 2) out = product(out, a);
  return out;
}

class QuadraticLossCurve final : public Theory {
 public:
  std::string_view foretells() const override { return "objective"; }
  std::vector<std::string> needs() const override {
    return {"optimizer", "objective", "eigenvalues", "energies", "least_loss", "learning_rate", "beta", "steps"};
  }

  std::optional<Prediction> predict(const Facts& facts, const Words& words) const override {
    for (const char* name : {"eigenvalues", "energies", "least_loss", "learning_rate", "steps"})
      if (!facts.contains(name) || facts.at(name).empty() || !all_finite(facts.at(name))) return {};
    if (!words.contains("optimizer") || !words.contains("objective") || words.at("objective") != "quadratic") return {};
    const std::string& optimizer = words.at("optimizer");
    const bool remembers = facts.contains("beta") && !facts.at("beta").empty();
    const double h = facts.at("learning_rate")[0], b = remembers ? facts.at("beta")[0] : 0;
    const Vector &lambda = facts.at("eigenvalues"), &energy = facts.at("energies");
    if (lambda.size() != energy.size() || !fraction.holds(b)) return {};
    Prediction p{"objective", {}, Prediction::Kind::equality, Prediction::Assumption::met, "the objective is a quadratic", ""};
    for (const double t : facts.at("steps")) {
      if (!(t >= 0 && t <= 0x1p53 && t == std::floor(t))) return {};
      double loss = facts.at("least_loss").at(0);
      for (std::size_t i = 0; i < lambda.size(); ++i) {
        const auto e = error(optimizer, h, b, lambda[i], static_cast<std::uint64_t>(t));
        if (!e) return {};
        loss += 0.5 * lambda[i] * energy[i] * *e * *e;
      }
      p.values.push_back(std::isnan(loss) ? infinity : loss);  // the power of a divergent matrix overflows to inf - inf
    }
    p.formula = "L* + ½ Σ λ e(t)²";
    return p;
  }

 private:
  /// e(t) / e(0) along one eigenvector; nothing if the optimizer is not a linear iteration.
  static std::optional<double> error(const std::string& optimizer, double h, double b, double l, std::uint64_t t) {
    const double shrink = 1 - h * l;
    if (optimizer == "gradient_descent") return power({shrink, 0, 1, 0}, t)[0];
    if (optimizer == "momentum") {
      const Square a = power({1 + b - h * l, -b, 1, 0}, t);
      return a[0] + a[1];  // e(-1) = e(0): the ball starts at rest
    }
    if (optimizer == "nesterov") {
      // The stored point looks ahead: y(0) = x(0), x(1) = (1-hl) y(0), y(t) = x(t) + b (x(t) - x(t-1)), so
      // y(t+1) = (1+b)(1-hl) y(t) - b (1-hl) y(t-1) with (1-hl) y(-1) := x(0) = y(0).
      if (t == 0) return 1.0;
      const double y1 = (1 + b) * shrink - b;
      const Square a = power({(1 + b) * shrink, -b * shrink, 1, 0}, t - 1);
      return a[0] * y1 + a[1];
    }
    return {};
  }
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> quadratic_loss_curve = entry<Theory, QuadraticLossCurve>(
    {"quadratic_loss_curve", "exact loss curve", "the loss after every step of a linear iteration on a quadratic",
     "L(t) = L* + ½ Σ λᵢ eᵢ(t)², eᵢ from the 2 x 2 matrix power of each eigenvalue",
     "spectral decomposition; Polyak 1964 for the heavy ball"});
}  // namespace parts::theories
}  // namespace paribus
