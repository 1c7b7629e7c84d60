// L-BFGS beside SciPy's (tests/reference/flow.json, by make_flow.py beside it), and what it remembers.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "paribus/flow/integrate.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

std::unique_ptr<const Optimizer> lbfgs(const Choices& c = {}) {
  return get(optimizers(), "lbfgs", "optimizer").make(Settings{c, ""});
}

std::unique_ptr<Objective> problem(const char* name, const Choices& c = {}) {
  return get(problems(), name, "problem").make(Settings{c, ""})->objective();
}

/// From functions of theta and rows.
template <class Evaluate>
class Made final : public Objective {
 public:
  Made(std::size_t n, Evaluate f) : n_{n}, f_{std::move(f)} {}
  std::size_t dimension() const override { return n_; }
  double evaluate(View x, const Draw& draw, Span g) override {
    Vector own(n_);
    return f_(x, draw.rows, g.empty() ? Span(own) : g);
  }
  void hessian_vector(View, const Draw&, View, Span) override { FAIL(); }

 private:
  std::size_t n_;
  Evaluate f_;
};

struct Path { std::uint64_t steps = 0, evaluations = 0; Vector theta; double loss = 0; };

/// Until the gradient's norm is at most `small`, or for `most` steps. Every step must be accepted.
Path descend(const Optimizer& o, Objective& f, Vector start, double small, std::uint64_t most, double h = 1) {
  Phase z = start_phase(o, f, std::move(start));
  Scratch scratch{z.theta.size()};
  Path path;
  for (;; ++path.steps) {
    const Phase before = z;
    const Stepped s = o.step(z, f, {}, h, scratch);
    path.loss = s.loss;
    path.theta = before.theta;
    if (s.gradient_norm <= small || path.steps == most) return path;
    EXPECT_TRUE(s.accepted) << path.steps;
    path.evaluations += static_cast<std::uint64_t>(s.evaluations);
    EXPECT_LE(f.evaluate(z.theta, {}, {}), s.loss + 1e-13 * std::abs(s.loss)) << "step " << path.steps;
  }
}

nlohmann::json scipy(const char* name) {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/flow.json");
  return nlohmann::json::parse(file)[name];
}

void expect_like_scipy(const char* name, Objective& f, Vector start, double more) {
  const auto reference = scipy(name);
  const std::uint64_t iterations = reference["iterations"], evaluations = reference["evaluations"];
  const Path p = descend(*lbfgs(), f, std::move(start), 1e-8, 10 * iterations);
  EXPECT_LE(static_cast<double>(p.steps), more * static_cast<double>(iterations)) << name;
  EXPECT_LE(static_cast<double>(p.evaluations), more * static_cast<double>(evaluations)) << name;
}

TEST(Lbfgs, TakesAsManyStepsAsSciPys) {
  expect_like_scipy("quadratic", *problem("quadratic"), Vector(10, 1.0), 1.25);
  const Choices steep{{"dimension", {std::int64_t{50}}}, {"lambda_max", {1e4}}};
  expect_like_scipy("quadratic_steep", *problem("quadratic", steep), Vector(50, 1.0), 1.25);
  expect_like_scipy("rosenbrock", *problem("rosenbrock"), {-1.2, 1}, 1.25);
  Made chain{100, [](View x, auto, Span g) {
    double value = 0;
    std::fill(g.begin(), g.end(), 0.0);
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
      const double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
      value += 100 * a * a + b * b;
      g[i] -= 400 * x[i] * a + 2 * b;
      g[i + 1] += 200 * a;
    }
    return value;
  }};
  Vector start(100);
  for (std::size_t i = 0; i < 100; ++i) start[i] = i % 2 ? 1 : -1.2;
  expect_like_scipy("rosenbrock_chain", chain, start, 1.25);
}

/// Multinomial logistic regression on the digits: W (64 x 10), then b.
struct Digits {
  Matrix x{1797, 64};
  std::vector<std::size_t> label;
  double l2;
  explicit Digits(double penalty) : l2{penalty} {
    std::ifstream file(PARIBUS_SOURCE_DIR "/data/digits.csv");
    std::string line, word;
    std::getline(file, line);
    for (std::size_t i = 0; i < x.rows && std::getline(file, line); ++i) {
      std::istringstream words(line);
      for (std::size_t j = 0; j < 64 && std::getline(words, word, ','); ++j) x(i, j) = std::stod(word) / 16;
      std::getline(words, word, ',');
      label.push_back(std::stoul(word));
    }
  }
  double operator()(View theta, std::span<const std::uint32_t>, Span g) const {
    std::fill(g.begin(), g.end(), 0.0);
    double total = 0;
    const double n = static_cast<double>(x.rows);
    for (std::size_t i = 0; i < x.rows; ++i) {
      double z[10], sum = 0;
      std::copy_n(theta.data() + 640, 10, z);
      for (std::size_t j = 0; j < 64; ++j)
        for (std::size_t c = 0; c < 10; ++c) z[c] += x(i, j) * theta[10 * j + c];
      const double m = *std::max_element(z, z + 10), own = z[label[i]];
      for (double& v : z) sum += v = std::exp(v - m);
      total += std::log(sum) + m - own;
      for (std::size_t c = 0; c < 10; ++c) {
        const double d = (z[c] / sum - (c == label[i] ? 1 : 0)) / n;
        for (std::size_t j = 0; j < 64; ++j) g[10 * j + c] += x(i, j) * d;
        g[640 + c] += d;
      }
    }
    axpy(l2, theta.first(640), g.first(640));
    return total / n + l2 / 2 * dot(theta.first(640), theta.first(640));
  }
};

TEST(Lbfgs, FindsTheOptimumOfALogisticRegression) {
  const auto reference = scipy("digits");
  Made f{650, Digits{reference["l2"]}};
  const Path p = descend(*lbfgs(), f, Vector(650, 0.0), 1e-8, 2000);
  const double least = reference["loss"];
  EXPECT_NEAR(p.loss, least, 1e-12);  // |g|^2 / (2 l2) = 5e-13
  const double iterations = reference["iterations"];
  EXPECT_LE(static_cast<double>(p.steps), 1.25 * iterations);
}

// With exact lengths and all pairs kept, the steps on a quadratic are those of conjugate gradients: n of them.
TEST(Lbfgs, EndsAfterAsManyStepsAsAQuadraticHasDimensions) {
  const auto o = lbfgs({{"c2", {1e-6}}, {"c1", {1e-7}}});
  const Path p = descend(*o, *problem("quadratic", {{"dimension", {std::int64_t{6}}}}), Vector(6, 1.0), 1e-7, 6);
  EXPECT_EQ(p.steps, 6u);
  EXPECT_LT(norm(p.theta), 1e-6);
}

TEST(Lbfgs, KeepsTheFieldOfTheAcceptedPointWhileTheDrawIsTheSame) {
  const auto f = problem("quadratic");
  const auto o = lbfgs();
  Phase z = start_phase(*o, *f, Vector(10, 1.0));
  Scratch scratch{10};
  int fresh = 0;
  for (int i = 0; i < 20; ++i) fresh += o->step(z, *f, {}, 1, scratch).evaluations == 1;
  EXPECT_GE(fresh, 15) << "one evaluation is the usual case";
  for (Memory& m : z.slots) EXPECT_GT(norm(Span(m)), 0) << "after more steps than pairs, every place holds one";
  Vector g(10);
  const double loss = f->evaluate(z.theta, {}, g);
  const Stepped s = o->step(z, *f, {}, 1, scratch);
  EXPECT_EQ(s.loss, loss);
  EXPECT_EQ(s.gradient_norm, norm(g));
}

/// 1/2 mean (a_i . x - b_i)^2 over the rows of a draw; a_i of waves, b = a x* + gap noise.
struct Rows {
  std::size_t n = 200, d = 5;
  double gap;
  double operator()(View x, std::span<const std::uint32_t> rows, Span g) const {
    std::fill(g.begin(), g.end(), 0.0);
    const std::size_t count = rows.empty() ? n : rows.size();
    double total = 0;
    for (std::size_t r = 0; r < count; ++r) {
      const double i = rows.empty() ? static_cast<double>(r) : rows[r];
      double a[5], e = -gap * std::sin(100 * i);
      for (std::size_t j = 0; j < d; ++j) {
        a[j] = std::sin(1 + i * (2.3 + static_cast<double>(j))) * (j == 0 ? 10 : 1);
        e += a[j] * (x[j] - static_cast<double>(j));
      }
      total += e * e / 2;
      for (std::size_t j = 0; j < d; ++j) g[j] += e * a[j] / static_cast<double>(count);
    }
    return total / static_cast<double>(count);
  }
};

TEST(Lbfgs, SeesBothEndsOfAPairOnTheSameRows) {
  const auto o = lbfgs();
  const auto run = [&](double gap, double h, std::uint64_t steps, std::uint64_t cut) {
    Made f{5, Rows{200, 5, gap}};
    MiniBatches batches{200, 20, {1, 0, "batches"}};
    Phase z = start_phase(*o, f, Vector(5, 0.0));
    if (cut) z = integrate(*o, f, std::move(z), {h, cut, {}}, batches).phase;
    const Trajectory t = integrate(*o, f, std::move(z), {h, steps, {}}, batches);
    EXPECT_EQ(t.outcome, Outcome::finished);
    EXPECT_GE(t.evaluations, 2 * (steps - cut)) << "the point is seen anew on every draw's rows";
    return t.phase.theta;
  };
  // All batches share one minimum: it is found, to rounding. Without one, the path stays about the common one.
  const Vector exact = run(0, 1, 150, 0);
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(exact[j], static_cast<double>(j), 1e-6);
  const Vector noisy = run(0.5, 0.1, 300, 0);
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(noisy[j], static_cast<double>(j), 1) << j;
  EXPECT_EQ(run(0.5, 1, 40, 0), run(0.5, 1, 40, 23)) << "cut and resumed";
}

TEST(Lbfgs, ReportsTheLossOnTheRowsOfItsStep) {
  const auto o = lbfgs();
  Made f{5, Rows{200, 5, 0.5}};
  Phase z = start_phase(*o, f, Vector(5, 0.0));
  Scratch scratch{5};
  const std::vector<std::uint32_t> some{3, 1, 4, 159};
  for (const Draw& draw : {Draw{}, Draw{some}, Draw{}, Draw{}, Draw{some}, Draw{some}}) {
    Vector g(5);
    const double loss = f.evaluate(z.theta, draw, g);
    const Stepped s = o->step(z, f, draw, 1, scratch);
    EXPECT_EQ(s.loss, loss);
    EXPECT_EQ(s.gradient_norm, norm(g));
  }
}

TEST(Lbfgs, SaysSoWhenNoStepGoesDown) {
  const auto o = lbfgs();
  int calls = 0;
  Made f{3, [&](View x, auto, Span g) {  // the gradient points the wrong way
    ++calls;
    for (std::size_t i = 0; i < 3; ++i) g[i] = -x[i];
    return dot(x, x) / 2;
  }};
  Phase z = start_phase(*o, f, Vector(3, 1.0));
  Scratch scratch{3};
  const Stepped s = o->step(z, f, {}, 1, scratch);
  EXPECT_FALSE(s.accepted);
  EXPECT_EQ(s.evaluations, calls);
  EXPECT_EQ(z.theta, Vector(3, 1.0));
  const Stepped again = o->step(z, f, {}, 1, scratch);
  EXPECT_FALSE(again.accepted);
  EXPECT_EQ(again.evaluations, 0) << "the same search would fail the same way";
  EXPECT_EQ(calls, s.evaluations);
}

TEST(Lbfgs, LeavesOutPairsWithoutPositiveCurvature) {
  // A field without a potential that flows outward: y.s < 0, so every step stays a plain one along F.
  class Outward final : public Field {
   public:
    std::size_t dimension() const override { return 2; }
    double direction(View theta, const Draw&, Span out) override {
      std::copy(theta.begin(), theta.end(), out.begin());
      return std::numeric_limits<double>::quiet_NaN();
    }
  } f;
  const auto o = lbfgs();
  Phase z = start_phase(*o, f, {0.5, 0});
  Scratch scratch{2};
  for (int i = 0; i < 15; ++i) {
    const double r = norm(z.theta);
    EXPECT_TRUE(o->step(z, f, {}, 0.25, scratch).accepted);
    EXPECT_DOUBLE_EQ(norm(z.theta), r + 0.25 * std::min(r, 1.0));
    for (const double x : z.scalars) EXPECT_FALSE(x < 0) << "1 / s.y of a pair that ought not to be there";
  }
}

TEST(Lbfgs, RefusesConditionsThatContradictEachOther) {
  EXPECT_THROW(lbfgs({{"c1", {0.3}}, {"c2", {0.2}}}), Error);
  EXPECT_THROW(lbfgs({{"c2", {1e-5}}}), Error);
}

}  // namespace
}  // namespace paribus
