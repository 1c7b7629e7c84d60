#include "paribus/learner/linear_logits.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Matrix row_of(View values) {
  Matrix out(1, values.size());
  std::ranges::copy(values, out.values.begin());
  return out;
}

}  // namespace

double LinearLogits::intercept(std::size_t k) const { return intercepts[k] - dot(coefficients.row(k), centers); }

Matrix probabilities(const LinearLogits& f, const Matrix& x) {
  const std::size_t m = f.intercepts.size(), own = m + f.reference;
  Matrix out(x.rows, f.classes);
  Vector centered(x.columns), z(own);
  for (std::size_t i = 0; i < x.rows; ++i) {
    for (std::size_t j = 0; j < x.columns; ++j) centered[j] = x(i, j) - f.centers[j];
    if (f.reference) z[0] = 0;
    for (std::size_t k = 0; k < m; ++k) z[k + f.reference] = dot(f.coefficients.row(k), centered) + f.intercepts[k];
    const double top = *std::ranges::max_element(z);
    for (double& v : z) v -= top;
    exact::exp(z);
    double all = 0;
    for (const double v : z) all += v;
    for (std::size_t k = 0; k < own; ++k) out(i, f.present[k]) = z[k] / all;
  }
  return out;
}

Kept keep(const LinearLogits& f) {
  return {{{"reference", f.reference ? "yes" : "no"}, {"classes", std::to_string(f.classes)}},
          {{"coefficients", f.coefficients},
           {"intercepts", row_of(f.intercepts)},
           {"centers", row_of(f.centers)},
           {"present", row_of(Vector(f.present.begin(), f.present.end()))}}};
}

LinearLogits linear_logits(const Kept& kept) {
  const auto word = [&](const std::string& name) {
    const auto at = kept.words.find(name);
    if (at == kept.words.end()) throw Error("the model has no word '" + name + "'", "fit it again");
    return at->second;
  };
  LinearLogits f;
  const std::string reference = word("reference"), classes = word("classes");
  if (reference != "yes" && reference != "no") throw Error("the model's word 'reference' is '" + reference + "', not yes or no", "fit it again");
  f.reference = reference == "yes";
  const Matrix& present = kept_array(kept, "present", 1, 0);
  if (classes.empty() || classes.size() > 6 || classes.find_first_not_of("0123456789") != std::string::npos)
    throw Error("the model's word 'classes' is '" + classes + "', not a number of classes", "fit it again");
  f.classes = static_cast<std::size_t>(std::stoul(classes));
  if (kept.outputs && f.classes != kept.outputs)
    throw Error("the model has " + classes + " classes, and its target " + std::to_string(kept.outputs), "fit it again");
  double before = -1;
  for (const double k : present.values) {
    if (!(k > before && k < static_cast<double>(f.classes) && k == std::floor(k)))
      throw Error("the model's array 'present' does not number some of " + classes + " classes in their order", "fit it again");
    f.present.push_back(static_cast<std::size_t>(before = k));
  }
  if (f.present.size() < 2) throw Error("the model's array 'present' numbers fewer than two classes", "fit it again");
  f.coefficients = kept_array(kept, "coefficients", f.present.size() - f.reference, kept.features);
  f.intercepts = kept_array(kept, "intercepts", 1, f.coefficients.rows).values;
  f.centers = kept_array(kept, "centers", 1, f.coefficients.columns).values;
  return f;
}

}  // namespace paribus
