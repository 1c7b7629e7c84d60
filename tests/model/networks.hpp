#pragma once
// What the tests of this room share: models by name and settings, examples from formulas, differences.

#include <cmath>
#include <memory>
#include <string>

#include "paribus/model/risk.hpp"

namespace paribus::trial {

struct Setting { std::string name; Value value; };

/// models().make with the given settings.
inline std::unique_ptr<const Model> model(const std::string& name, const std::vector<Setting>& settings = {}) {
  Choices choices;
  for (const Setting& s : settings) choices["model." + s.name] = s.value;
  const Settings at{choices, "model."};
  return get(models(), name, "model").make(at);
}
inline std::unique_ptr<const Loss> loss(const std::string& name) {
  const Settings none;
  return get(losses(), name, "loss").make(none);
}
inline Value sizes(const std::vector<std::int64_t>& list) {
  Value out{Value::List(list.size())};
  for (std::size_t i = 0; i < list.size(); ++i) std::get<Value::List>(out.is)[i].is = list[i];
  return out;
}

/// In float64 and small: the mlp d-5-4-k, the residual network d-4-4-4-4-k.
inline std::unique_ptr<const Model> small(const std::string& kind) {
  std::vector<Setting> settings{{"precision", Value{std::string("float64")}}};
  if (kind == "mlp") settings.push_back({"hidden_layer_sizes", sizes({5, 4})});
  if (kind == "residual_mlp") {
    settings.push_back({"width", Value{std::int64_t{4}}});
    settings.push_back({"depth", Value{std::int64_t{3}}});
  }
  return model(kind, settings);
}

/// The inputs of tests/reference/make_model.py: formulas, so that both sides build the same ones.
inline Examples examples(std::size_t n, std::size_t d, std::size_t k, bool classes) {
  Examples e;
  e.x = Matrix(n, d);
  e.y = Matrix(n, k);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < d; ++j) e.x(i, j) = std::sin(1.0 + 3.0 * static_cast<double>(i) + 7.0 * static_cast<double>(j));
    if (classes) {
      e.y(i, (5 * i + 2) % k) = 1;
      e.label.push_back(static_cast<std::int32_t>((5 * i + 2) % k));
    } else {
      for (std::size_t j = 0; j < k; ++j) e.y(i, j) = std::cos(4.0 + static_cast<double>(i + 3 * j));
    }
  }
  return e;
}
inline Vector parameters(std::size_t p) {
  Vector out(p);
  for (std::size_t q = 0; q < p; ++q) out[q] = 0.6 * std::sin(2.0 + 5.0 * static_cast<double>(q));
  return out;
}
inline Vector direction(std::size_t p, double shift = 3) {
  Vector out(p);
  for (std::size_t q = 0; q < p; ++q) out[q] = std::cos(shift + 2.0 * static_cast<double>(q));
  return out;
}
inline Vector gradient(Objective& f, const Vector& theta, const Draw& draw = {}) {
  Vector g(theta.size());
  f.evaluate(theta, draw, g);
  return g;
}
inline Vector hessian_vector(Objective& f, const Vector& theta, const Vector& v, const Draw& draw = {}) {
  Vector out(theta.size());
  f.hessian_vector(theta, draw, v, out);
  return out;
}

/// max |a - b| / max |b|
inline double distance(const Vector& a, const Vector& b) {
  double most = 0, size = 0;
  for (std::size_t i = 0; i < b.size(); ++i) {
    most = std::max(most, std::abs(a[i] - b[i]));
    size = std::max(size, std::abs(b[i]));
  }
  return most / size;
}

}  // namespace paribus::trial
