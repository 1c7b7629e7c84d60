#include "paribus/flow/flows.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "paribus/flow/stochastic.hpp"

namespace paribus {

HeavyBallFlow::HeavyBallFlow(Field& inner, double gamma) : inner_{inner}, gamma_{gamma} {
  refuse_chance(inner);
  if (!(gamma >= 0) || std::isinf(gamma))
    throw Error("a friction is a number from 0 on", "take 0 for a ball that never rests");
}

double HeavyBallFlow::direction(View state, const Draw& draw, Span out) {
  const std::size_t n = inner_.dimension();
  assert(state.size() == 2 * n);
  const View v = state.subspan(n, n);
  const Span dv = out.subspan(n, n);
  const double value = inner_.direction(state.first(n), draw, dv);
  std::copy(v.begin(), v.end(), out.begin());
  for (std::size_t i = 0; i < n; ++i) dv[i] -= gamma_ * v[i];
  return value;
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
