#include "paribus/flow/flows.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "paribus/flow/stochastic.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

HeavyBallFlow::HeavyBallFlow(Field& inner, double gamma, double ahead)
    : inner_{inner}, gamma_{gamma}, ahead_{ahead}, point_(inner.dimension()) {
  refuse_chance(inner);
  assert(ahead >= 0);
  if (!(gamma >= 0) || std::isinf(gamma))
    throw Error("a friction is a number from 0 on", "take 0 for a ball that never rests");
}

double HeavyBallFlow::direction(View state, const Draw& draw, Span out) {
  const std::size_t n = inner_.dimension();
  assert(state.size() == 2 * n);
  const View v = state.subspan(n, n);
  const Span dv = out.subspan(n, n);
  View at = state.first(n);
  if (ahead_ > 0) {
    std::copy(at.begin(), at.end(), point_.begin());
    axpy(ahead_, v, point_);
    at = point_;
  }
  const double value = inner_.direction(at, draw, dv);
  std::copy(v.begin(), v.end(), out.begin());
  for (std::size_t i = 0; i < n; ++i) dv[i] -= gamma_ * v[i];
  return value;
}

RefinedBall refined_ball(Field& inner, View theta, double gamma, double s, bool ahead) {
  assert(s > 0 && gamma * s < 1);
  const double root = std::sqrt(1 - gamma * s / 2), step = s / root;
  RefinedBall out{{inner, gamma / root, ahead ? step : 0}, step, {}};
  out.state = from_rest(theta, out.flow);
  const Span velocity = Span(out.state).subspan(theta.size());
  inner.direction(theta, {}, velocity);
  scale(root * s * (ahead ? 1.5 : 0.5), velocity);
  return out;
}

NesterovFlow::NesterovFlow(Field& inner) : inner_{inner} { refuse_chance(inner); }

double NesterovFlow::direction(View state, const Draw& draw, Span out) {
  const std::size_t n = inner_.dimension();
  assert(state.size() == 2 * n + 1);
  const View v = state.subspan(n, n);
  const Span dv = out.subspan(n, n);
  const double t = state[2 * n], value = inner_.direction(state.first(n), draw, dv);
  std::copy(v.begin(), v.end(), out.begin());
  out[2 * n] = 1;
  if (t > 0)
    for (std::size_t i = 0; i < n; ++i) dv[i] -= 3 / t * v[i];
  else  // theta' / t -> theta'', hence 4 theta'' = F
    for (double& x : dv) x /= 4;
  return value;
}

Vector from_rest(View theta, const Field& flow) {
  assert(flow.dimension() >= 2 * theta.size());
  Vector state(flow.dimension());
  std::copy(theta.begin(), theta.end(), state.begin());
  return state;
}

}  // namespace paribus
