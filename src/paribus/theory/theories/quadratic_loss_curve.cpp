// The whole loss curve on a quadratic: L(t) = L* + 1/2 sum_i l_i e_i(t)^2, the errors e along its eigenvectors from powers
// of a matrix (theory/linear_iteration.hpp).
#include <cmath>

#include "paribus/math/vector.hpp"
#include "paribus/theory/linear_iteration.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

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
        const auto e = left_over(optimizer, h, b, lambda[i], static_cast<std::uint64_t>(t));
        if (!e) return {};
        loss += 0.5 * lambda[i] * energy[i] * *e * *e;
      }
      p.values.push_back(std::isnan(loss) ? infinity : loss);  // the power of a divergent matrix overflows to inf - inf
    }
    p.formula = "L* + ½ Σ λ e(t)²";
    return p;
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
