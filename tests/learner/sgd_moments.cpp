// The moments of SGD on least squares against all courses that it can take, and those of its differential equations
// against the field that they belong to.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/flow/sgd_flow.hpp"
#include "paribus/learner/sgd_moments.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// 1/2n sum (a . w - y)^2 around its minimum at w = 0: y are the negative residuals there.
class Rows final : public Objective {
 public:
  // [1 -1; 2 0; 0 1; -1 1]: the residuals are orthogonal to both columns.
  Matrix a{4, 2};
  Vector r{2, -1, 2, 0};
  Rows() {
    a.values = {1, -1, 2, 0, 0, 1, -1, 1};
    // Columns times r: 2 - 2 = 0 and -2 + 2 = 0.
  }
  std::size_t dimension() const override { return 2; }
  double evaluate(View w, const Draw& draw, Span g) override {
    double loss = 0;
    if (!g.empty()) g[0] = g[1] = 0;
    for_each(draw, [&](std::size_t i, double share) {
      const double e = dot(a.row(i), w) + r[i];
      loss += share * e * e / 2;
      if (!g.empty()) axpy(share * e, a.row(i), g);
    });
    return loss;
  }
  void hessian_vector(View, const Draw& draw, View v, Span out) override {
    out[0] = out[1] = 0;
    for_each(draw, [&](std::size_t i, double share) { axpy(share * dot(a.row(i), v), a.row(i), out); });
  }

 private:
  template <class F>
  void for_each(const Draw& draw, F f) {
    const std::size_t n = draw.rows.empty() ? 4 : draw.rows.size();
    for (std::size_t i = 0; i < n; ++i) f(draw.rows.empty() ? i : draw.rows[i], 1.0 / static_cast<double>(n));
  }
};

const Vector start{0.7, -0.4};

TEST(SgdMoments, are_those_over_all_courses) {
  Rows rows;
  for (const std::size_t batch : {1u, 2u}) {
    const LeastSquaresSgd sgd{rows.a, rows.r, static_cast<double>(batch)};
    SgdMoments exact = moments_at(start);
    std::vector<Vector> courses{start};
    const double h = 0.3;
    for (int step = 0; step < (batch == 1 ? 5 : 3); ++step) {
      sgd.step(exact, h);
      std::vector<Vector> next;
      for (const Vector& d : courses)
        for (std::uint32_t i = 0; i < 4; ++i)
          for (std::uint32_t j = 0; j < (batch == 1 ? 1u : 4u); ++j) {
            const std::uint32_t drawn[] = {i, j};
            Vector g(2), to = d;
            rows.evaluate(d, {.rows = {drawn, batch}}, g);
            axpy(-h, g, to);
            next.push_back(to);
          }
      courses = std::move(next);
    }
    const double share = 1 / static_cast<double>(courses.size());
    Vector mean(2), second(4);
    double loss = 0;
    for (const Vector& d : courses) {
      axpy(share, d, mean);
      for (std::size_t i = 0; i < 4; ++i) second[i] += share * d[i / 2] * d[i % 2];
      loss += share * (rows.evaluate(d, {}, {}) - rows.evaluate(Vector{0, 0}, {}, {}));
    }
    for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(exact.mean[i], mean[i], 1e-13) << batch;
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(exact.second.values[i], second[i], 1e-13) << batch;
    EXPECT_NEAR(sgd.excess_loss(exact.second), loss, 1e-13) << batch;
  }
}

// From a point: E dX = drift dt, and d/dt E XX^T = X drift^T + drift X^T + sigma sigma^T, all of SgdFlow.
TEST(SdeMoments, change_as_drift_and_diffusion_of_the_flow_say) {
  Rows rows;
  const double h = 0.2;
  for (const int order : {1, 2}) {
    const LeastSquaresSgd sgd{rows.a, rows.r, 3};
    SdeMoments sde{sgd, h, order};
    SgdFlow flow{rows, 4, 3, h, order};
    Vector drift(2), change(sde.dimension());
    flow.direction(start, {}, drift);
    sde.direction(sde.state(moments_at(start)), {}, change);
    Matrix wanted(2, 2);
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t j = 0; j < 2; ++j) wanted(i, j) = start[i] * drift[j] + drift[i] * start[j];
    for (std::size_t k = 0; k < 4; ++k) {
      Vector dW(4), column(2);
      dW[k] = 1;
      flow.diffuse(start, {}, dW, column);
      for (std::size_t i = 0; i < 2; ++i) axpy(column[i], column, wanted.row(i));
    }
    for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(change[i], drift[i], 1e-14) << order;
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(change[2 + i], wanted.values[i], 1e-14) << order;
    Vector slope(2);
    const double e = 1e-6, at = flow.direction(start, {}, drift);  // the drift is minus the slope of the potential
    for (std::size_t i = 0; i < 2; ++i) {
      Vector aside = start;
      aside[i] += e;
      EXPECT_NEAR((flow.direction(aside, {}, slope) - at) / e, -drift[i], 1e-5) << order;
    }
  }
}

TEST(SgdFlow, refuses_what_it_is_not) {
  Rows rows;
  const auto says = [&](auto make, const char* what) {
    try {
      make();
      FAIL() << what;
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find(what), std::string::npos) << e.what();
    }
  };
  says([&] { SgdFlow(rows, 4, 1, 0.1, 3); }, "no equation of order 3");
  says([&] { SgdFlow(rows, 0, 1, 0.1, 1); }, "gradients of no rows");
  says([&] { SgdFlow(rows, 4, 1, -1, 1); }, "a step of length -1");
}

}  // namespace
}  // namespace paribus
