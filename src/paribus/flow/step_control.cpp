#include "paribus/flow/step_control.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

StepControl::StepControl(const Settings& s, Rule rule)
    : rule_{rule},
      adaptive_{s.flag("adaptive", true, "false: every step has the length it is given")},
      rtol_{s.real("rtol", 1e-6, positive, "error of one step that is allowed, relative to theta")},
      atol_{s.real("atol", 1e-9, positive, "the same, absolute; what counts where theta is near 0")} {}

double StepControl::norm(View d, View a, View b) const {
  if (d.empty()) return 0;
  double s = 0;
  for (std::size_t i = 0; i < d.size(); ++i) {
    const double e = d[i] / (atol_ + rtol_ * std::max(std::abs(a[i]), std::abs(b[i])));
    s += e * e;
  }
  return std::sqrt(s / static_cast<double>(d.size()));
}

void StepControl::judge(Phase& z, double h, double estimate, Stepped& out) const {
  z.scalars[error] = estimate;
  out.accepted = !adaptive_ || estimate <= 1;
  out.next_h = h;
  if (!adaptive_) return;
  if (!std::isfinite(estimate)) {  // a stage left the numbers: far too long
    out.next_h = h * rule_.shrink;
    z.scalars[refused] = 1;
    return;
  }
  constexpr double safety = 0.9, least = 1e-4;  // an error of 0 would promise everything
  const double e = std::max(estimate, 1e-12), e_before = z.scalars[before] > 0 ? z.scalars[before] : least;
  double factor = safety * exact::pow(e, 0.75 * rule_.b - 1 / rule_.q);
  if (out.accepted) factor *= exact::pow(e_before, rule_.b);
  factor = std::clamp(factor, rule_.shrink, rule_.grow);
  if (!out.accepted || z.scalars[refused] != 0) factor = std::min(factor, out.accepted ? 1.0 : safety);
  out.next_h = h * factor;
  z.scalars[refused] = !out.accepted;
  if (out.accepted) z.scalars[before] = std::max(estimate, least);
}

namespace {
bool lasting(const Draw& draw) { return draw.rows.empty() && draw.noise == nullptr; }
}  // namespace

double first_stage(Phase& z, Field& field, const Draw& draw, Span out, int& evaluations, std::size_t slot) {
  if (lasting(draw) && z.scalars[StepControl::known] != 0) {
    const View f = z.slots[slot];
    std::copy(f.begin(), f.end(), out.begin());
    return z.scalars[StepControl::loss];
  }
  ++evaluations;
  const double loss = field.direction(z.theta, draw, out);
  keep_stage(z, draw, out, loss, slot);
  return loss;
}

void keep_stage(Phase& z, const Draw& draw, View f, double loss, std::size_t slot) {
  z.scalars[StepControl::known] = lasting(draw);
  z.scalars[StepControl::loss] = loss;
  std::copy(f.begin(), f.end(), Span(z.slots[slot]).begin());
}

}  // namespace paribus
