#pragma once
// What an optimizer divides its steps by, from what it remembers.

#include <optional>

#include "paribus/flow/optimizer.hpp"
#include "paribus/learner/training.hpp"

namespace paribus {

/// A real setting of the optimizer's own, "beta1"; NaN if it has none of that name.
double setting(const OptimizerSettings&, std::string_view name);

/// The diagonal D = sqrt(v_hat) + epsilon of Adam, v_hat = v / (1 - beta2^t) its running square of the gradient without the
/// bias of its start, after the first step or later; nothing for an optimizer that divides by nothing. What it feels is the
/// curvature of D^-1/2 H D^-1/2 (preconditioned in math/lanczos.hpp). Source: Cohen et al. 2022, arXiv 2207.14484.
std::optional<Vector> divisor(const Phase&, const OptimizerSettings&);

}  // namespace paribus
