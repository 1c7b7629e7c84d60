#pragma once
// Ordinary differential equations whose solutions are known, by formula or from tests/reference/ode.json.

#include <cmath>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "paribus/flow/solve.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/objective/problem.hpp"

namespace paribus::odes {

inline std::unique_ptr<const Integrator> integrator(std::string_view name, const Choices& c = {}) {
  return get(integrators(), name, "integrator").make(Settings{c, ""});
}

/// A field from a function.
class Given : public Field {
 public:
  using Function = std::function<void(View, Span)>;
  Given(std::size_t n, Function f) : n_{n}, f_{std::move(f)} {}
  std::size_t dimension() const override { return n_; }
  double direction(View y, const Draw&, Span out) override {
    ++calls;
    f_(y, out);
    return std::nan("");
  }
  using Field::direction;
  int calls = 0;

 private:
  std::size_t n_;
  Function f_;
};

/// A flow downhill in one coordinate, from its force -L' and the slope of the force; L itself is not told.
class Downhill final : public Objective {
 public:
  using Function = double (*)(double);
  Downhill(Function force, Function slope) : force_{force}, slope_{slope} {}
  std::size_t dimension() const override { return 1; }
  double evaluate(View y, const Draw&, Span g) override {
    if (!g.empty()) g[0] = -force_(y[0]);
    return std::nan("");
  }
  void hessian_vector(View y, const Draw&, View v, Span out) override { out[0] = -slope_(y[0]) * v[0]; }

 private:
  Function force_, slope_;
};

/// 1/2 theta.H theta with H = [[2, 1], [1, 3]].
class Bowl2 final : public Objective {
 public:
  std::size_t dimension() const override { return 2; }
  double evaluate(View x, const Draw&, Span g) override {
    if (!g.empty()) hessian_vector(x, {}, x, g);
    return x[0] * x[0] + x[0] * x[1] + 1.5 * x[1] * x[1];
  }
  void hessian_vector(View, const Draw&, View v, Span out) override {
    out[0] = 2 * v[0] + v[1];
    out[1] = v[0] + 3 * v[1];
  }
};

/// A course with a known end.
struct Known {
  std::string name;
  std::shared_ptr<Field> field;
  Vector start;
  double to;
  std::function<Vector(double)> exact;  ///< at any time; null: only `end` is known
  Vector end;
};

inline Known downhill(const char* name, Downhill::Function force, Downhill::Function slope, double start,
                      std::function<double(double)> exact) {
  return {name, std::make_shared<Downhill>(force, slope), {start}, 1, [exact](double t) { return Vector{exact(t)}; },
          {exact(1)}};
}

/// Gradient flows with solutions by formula.
inline std::vector<Known> downhill_flows() {
  using std::exp;
  std::vector<Known> all{
      downhill("logistic", [](double y) { return y * (1 - y); }, [](double y) { return 1 - 2 * y; }, 0.2,
               [](double t) { return 1 / (1 + 4 * exp(-t)); }),
      downhill("bernoulli", [](double y) { return -y * y * y / 2; }, [](double y) { return -1.5 * y * y; }, 1.5,
               [](double t) { return 1 / std::sqrt(t + 1 / 2.25); }),
      downhill("square", [](double y) { return -y * y; }, [](double y) { return -2 * y; }, 1,
               [](double t) { return 1 / (1 + t); }),
      downhill("double well", [](double y) { return y - y * y * y; }, [](double y) { return 1 - 3 * y * y; }, 0.3,
               [](double t) { return 0.3 / std::sqrt(0.09 + 0.91 * exp(-2 * t)); }),
      downhill("sine", [](double y) { return -std::sin(y); }, [](double y) { return -std::cos(y); }, 2,
               [](double t) { return 2 * std::atan(std::tan(1.0) * exp(-t)); }),
      downhill("tanh", [](double y) { return -std::tanh(y); },
               [](double y) { return -1 / std::pow(std::cosh(y), 2); }, 1.5,
               [](double t) { return std::asinh(std::sinh(1.5) * exp(-t)); }),
      downhill("decay", [](double y) { return -y; }, [](double) { return -1.0; }, 1,
               [](double t) { return exp(-t); })};
  // exp(-H t) by the eigenvalues 5/2 -+ sqrt(5)/2 of H: exp(-Ht) = (e1 (H - l2) - e2 (H - l1)) / (l1 - l2).
  const auto bowl = [](double t) {
    const double l1 = 2.5 - std::sqrt(1.25), l2 = 2.5 + std::sqrt(1.25), e1 = std::exp(-l1 * t), e2 = std::exp(-l2 * t);
    const auto m = [&](double h, bool on) { return (e1 * (h - on * l2) - e2 * (h - on * l1)) / (l1 - l2); };
    return Vector{m(2, true) - 2 * m(1, false), m(1, false) - 2 * m(3, true)};
  };
  all.push_back({"bowl", std::make_shared<Bowl2>(), {1, -2}, 1, bowl, bowl(1)});
  return all;
}

/// The place of a planet that starts at its perihelion, at distance 1 - e: Kepler's equation E - e sin E = t by Newton.
inline Vector kepler(double e, double t) {
  double a = t;
  for (int i = 0; i < 50; ++i) a -= (a - e * std::sin(a) - t) / (1 - e * std::cos(a));
  const double r = 1 - e * std::cos(a), b = std::sqrt(1 - e * e);
  return {std::cos(a) - e, b * std::sin(a), -std::sin(a) / r, b * std::cos(a) / r};
}

inline void orbit(View y, Span f) {
  const double r3 = std::pow(y[0] * y[0] + y[1] * y[1], 1.5);
  f[0] = y[2], f[1] = y[3], f[2] = -y[0] / r3, f[3] = -y[1] / r3;
}

/// Solutions by formula that keep moving: their errors do not die out, so that even a method of order 8 shows its order
/// before rounding does.
inline std::vector<Known> moving() {
  std::vector<Known> all;
  const auto add = [&](const char* name, Given::Function f, std::function<Vector(double)> exact) {
    const Vector start = exact(0);
    all.push_back({name, std::make_shared<Given>(start.size(), std::move(f)), start, 8, exact, exact(8)});
  };
  add("rotation", [](View y, Span f) { f[0] = -y[1], f[1] = y[0]; },
      [](double t) { return Vector{std::cos(t), std::sin(t)}; });
  add("swing", [](View y, Span f) { f[0] = y[0] * std::cos(y[1]), f[1] = 1; },
      [](double t) { return Vector{std::exp(std::sin(t)), t}; });
  add("root", [](View y, Span f) { f[0] = std::cos(y[1]) / (2 * y[0]), f[1] = 1; },
      [](double t) { return Vector{std::sqrt(2 + std::sin(t)), t}; });
  add("logarithm", [](View y, Span f) { f[0] = std::cos(y[1]) * std::exp(-y[0]), f[1] = 1; },
      [](double t) { return Vector{std::log(2 + std::sin(t)), t}; });
  add("forced", [](View y, Span f) { f[0] = std::sin(2 * y[1]) - y[0], f[1] = 1; }, [](double t) {
    return Vector{(std::sin(2 * t) - 2 * std::cos(2 * t)) / 5 + std::exp(-t), t};
  });
  add("circle", orbit, [](double t) { return kepler(0, t); });
  add("oval", orbit, [](double t) { return kepler(0.05, t); });
  add("ellipse", orbit, [](double t) { return kepler(0.1, t); });
  add("tones", [](View y, Span f) { f[0] = -y[1], f[1] = y[0], f[2] = -1.5 * y[3], f[3] = 1.5 * y[2] + 0.5 * y[0]; },
      [](double t) {
        // The second pair is driven by the first: u'' = -2.25 u - 0.75 cos t.
        const double c = std::cos(1.5 * t), s = std::sin(1.5 * t), u = 1.6 * c - 0.6 * std::cos(t);
        return Vector{std::cos(t), std::sin(t), u, (2.4 * s - 0.6 * std::sin(t)) / 1.5};
      });
  add("damped", [](View y, Span f) { f[0] = y[1], f[1] = -1.01 * y[0] - 0.2 * y[1]; }, [](double t) {
    const double e = std::exp(-0.1 * t), c = std::cos(t), s = std::sin(t);
    return Vector{e * (c + 0.1 * s), -1.01 * e * s};
  });
  return all;
}

inline const nlohmann::json& reference() {
  static const auto all = [] {
    std::ifstream in(PARIBUS_SOURCE_DIR "/tests/reference/ode.json");
    return nlohmann::json::parse(in);
  }();
  return all;
}

inline Known from_reference(const char* sort, const std::string& name, Given::Function f) {
  const auto& r = reference().at(sort).at(name);
  const auto start = r.at("start").get<Vector>();
  return {name, std::make_shared<Given>(start.size(), std::move(f)), start, r.at("to").get<double>(), {},
          r.at("end").get<Vector>()};
}

/// In the manner of DETEST (Hull, Enright, Fellen & Sedgwick 1972).
inline std::vector<Known> by_reference() {
  const auto make = [](const char* name, Given::Function f) { return from_reference("set", name, std::move(f)); };
  std::vector<Known> all{
      make("decay", [](View y, Span f) { f[0] = -y[0]; }),
      make("cube", [](View y, Span f) { f[0] = -y[0] * y[0] * y[0] / 2; }),
      make("growth", [](View y, Span f) { f[0] = y[0] / 4 * (1 - y[0] / 20); }),
      make("predators", [](View y, Span f) { f[0] = 2 * (y[0] - y[0] * y[1]), f[1] = -(y[1] - y[0] * y[1]); }),
      make("reaction", [](View y, Span f) { f[0] = y[1] - y[0], f[1] = y[0] - 2 * y[1] + y[2], f[2] = y[1] - y[2]; }),
      make("rigid_body", [](View y, Span f) { f[0] = y[1] * y[2], f[1] = -y[0] * y[2], f[2] = -0.51 * y[0] * y[1]; }),
      make("orbit_1", orbit),
      make("orbit_5", orbit),
      make("orbit_9", orbit),
      make("van_der_pol", [](View y, Span f) { f[0] = y[1], f[1] = (1 - y[0] * y[0]) * y[1] - y[0]; }),
      make("brusselator", [](View y, Span f) {
        f[0] = 1 + y[0] * y[0] * y[1] - 4 * y[0], f[1] = 3 * y[0] - y[0] * y[0] * y[1];
      }),
      make("lotka_volterra", [](View y, Span f) { f[0] = y[0] * (1 - y[1]), f[1] = y[1] * (y[0] - 1); })};
  // Time as a coordinate.
  Known cosine = make("cosine", {});
  cosine.field = std::make_shared<Given>(2, [](View y, Span f) { f[0] = y[0] * std::cos(y[1]), f[1] = 1; });
  cosine.start.push_back(0), cosine.end.push_back(cosine.to);
  all.push_back(std::move(cosine));
  return all;
}

/// A phase of that method; what is left of `start` after the places are momenta.
inline Phase phase(const Integrator& m, const Field& f, const Vector& start) {
  const std::size_t n = f.dimension();
  Phase z = start_phase(m, f, Vector(start.begin(), start.begin() + static_cast<std::ptrdiff_t>(n)));
  if (start.size() > n) std::ranges::copy(View(start).subspan(n), Span(z.slots[0]).begin());
  return z;
}

inline double distance(View a, View b) {
  Vector d(a.begin(), a.end());
  axpy(-1, b.first(a.size()), d);
  return norm(d);
}

}  // namespace paribus::odes
