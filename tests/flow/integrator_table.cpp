// Orders and stability measured, and docs/integrators.md, which holds what is measured here: the document cannot rot.
// PARIBUS_WRITE=1 writes it anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "forces.hpp"
#include "paribus/flow/stochastic.hpp"
#include "step_errors.hpp"
#include "strong_order.hpp"
#include "trust.hpp"

namespace paribus {
namespace {

using namespace odes;

std::vector<Known> problems_for(const Integrator& m) {
  if (m.trust().symplectic) return forces();
  std::vector<Known> all = m.trust().order > 4 ? std::vector<Known>{} : downhill_flows();
  Bowl2 objective;
  const auto suits = [&](const Known& k) {
    try {
      solve(m, *k.field, k.start, {.to = 0.1, .h = 0.1});
      return true;
    } catch (const Error&) {  // wants Hessian products
      return false;
    }
  };
  for (Known& k : moving())
    if (suits(k)) all.push_back(std::move(k));
  return all;
}

struct Measured {
  std::string worst;
  double low = infinity, high = -infinity, from_nominal = 0, stability = 0;
  int within = 0, by_formula = 0, problems = 0;  ///< by_formula: of those within, whose solutions are formulas
};

const std::map<std::string, Measured>& measured() {
  static const auto all = [] {
    std::map<std::string, Measured> out;
    for (const auto* e : integrators()) {
      const auto m = fixed(*e);
      Measured& r = out[std::string(e->name)];
      r.stability = measured_stability(*m);
      if (m->trust().stochastic) continue;
      for (const Known& k : problems_for(*m)) {
        const double p = measured_order(*m, k), away = std::abs(p - m->trust().order);
        if (std::isnan(p)) continue;
        ++r.problems;
        r.within += away <= 0.1, r.by_formula += away <= 0.1 && k.exact;
        r.low = std::min(r.low, p), r.high = std::max(r.high, p);
        if (away >= r.from_nominal) r.from_nominal = away, r.worst = k.name;
      }
    }
    return out;
  }();
  return all;
}

class Promised : public testing::TestWithParam<const Entry<Integrator>*> {};

TEST_P(Promised, order_is_kept) {
  const auto m = GetParam()->make(Settings{});
  const Trust trust = m->trust();
  if (trust.stochastic) GTEST_SKIP() << "strong orders are measured in stochastic.cpp";
  const Measured& r = measured().at(std::string(GetParam()->name));
  EXPECT_GE(r.by_formula, 6) << "problems with exact solutions within 0.1 of the nominal order";
  EXPECT_GE(r.low, trust.order - 0.1) << r.worst;
  // A method of order 8 meets rounding early: on some problems higher terms of the error are still to be seen.
  EXPECT_LE(r.high, trust.order + (trust.order > 5 ? 0.3 : 0.1)) << r.worst;
}

TEST_P(Promised, interval_of_stability_is_kept) {
  const Trust trust = GetParam()->make(Settings{})->trust();
  const double z = measured().at(std::string(GetParam()->name)).stability;
  if (std::isinf(trust.stability)) EXPECT_TRUE(std::isinf(z));
  else EXPECT_NEAR(z, trust.stability, 1e-6 * trust.stability);
}

INSTANTIATE_TEST_SUITE_P(catalogue, Promised, testing::ValuesIn(integrators()),
                         [](const auto& p) { return std::string(p.param->name); });

std::string digits(double x, int decimals) {
  if (std::isinf(x)) return "∞";
  std::ostringstream out;
  out.precision(decimals);
  out << std::fixed << x;
  return out.str();
}

/// Calls of the field per step on y' = -y, after the first step.
std::string cost(const Entry<Integrator>& e) {
  if (e.name == "rkc") return "stages, 2 and more";
  if (e.name == "implicit_euler") return "1 and Hessian products, a few per Newton step";
  if (e.name == "exponential_euler") return "1 and Hessian products, up to 60";
  Downhill f{[](double y) { return -y; }, [](double) { return -1.0; }};
  const auto m = fixed(e);
  Phase z = start_phase(*m, f, {1});
  Scratch scratch{1};
  m->step(z, f, {}, 0.1, scratch);
  return std::to_string(m->step(z, f, {}, 0.1, scratch).evaluations);
}

std::string table() {
  std::ostringstream out;
  out << "| integrator | order | measured (farthest: problem) | within 0.1 | stable while hλ ≤ | measured | "
         "chooses its steps | worst step, in tolerances | calls a step | source |\n"
         "|---|---|---|---|---|---|---|---|---|---|\n";
  for (const auto* e : integrators()) {
    const Trust trust = e->make(Settings{})->trust();
    const Measured& r = measured().at(std::string(e->name));
    const std::string name(e->name);
    out << "| `" << name << "` | " << (trust.order < 1 ? "1/2" : digits(trust.order, 0))
        << (trust.stochastic ? " strong" : "") << " | ";
    if (trust.stochastic) out << digits(strong_order(name.c_str()).order, 2) << " (geometric Brownian motion) | –";
    else out << digits(r.low, 2) << " to " << digits(r.high, 2) << " (" << r.worst << ") | " << r.within << " of "
             << r.problems;
    out << " | " << (trust.symplectic ? "h²λ ≤ " : "") << digits(trust.stability, 3) << " | " << digits(r.stability, 3)
        << " | " << (trust.adaptive() ? "yes" : "no") << " | ";
    if (trust.adaptive()) {
      const StepErrors steps = step_errors(walks(name));
      out << digits(steps.worst, 2) << " (" << steps.where << ")";
    } else {
      out << "–";
    }
    out << " | " << cost(*e) << " | " << e->source << " |\n";
  }
  return out.str();
}

TEST(Document, holds_what_is_measured) {
  const std::string path = PARIBUS_SOURCE_DIR "/docs/integrators.md";
  const std::string begin = "<!-- measured -->\n", end = "<!-- /measured -->\n",
                    advice = "PARIBUS_WRITE=1 writes it anew";
  std::stringstream read;
  read << std::ifstream(path).rdbuf();
  std::string text = read.str();
  const std::size_t a = text.find(begin), b = text.find(end);
  ASSERT_NE(a, std::string::npos);
  ASSERT_NE(b, std::string::npos);
  const std::string now = table();
  if (std::getenv("PARIBUS_WRITE")) {
    text.replace(a + begin.size(), b - a - begin.size(), now);
    std::ofstream(path) << text;
    return;
  }
  std::istringstream held(text.substr(a + begin.size(), b - a - begin.size())), wanted(now);
  for (std::string x, y; wanted >> y;) {
    held >> x;
    const bool measure = y.find('.') != std::string::npos && y.find_first_not_of("0123456789.") == std::string::npos;
    // The C library's sine may differ in the last bit elsewhere; the third digit of an order follows.
    if (measure) EXPECT_NEAR(std::strtod(x.c_str(), nullptr), std::stod(y), 0.03) << advice;
    else EXPECT_EQ(x, y) << advice;
  }
  std::string more;
  EXPECT_FALSE(held >> more) << more;
}

}  // namespace
}  // namespace paribus
