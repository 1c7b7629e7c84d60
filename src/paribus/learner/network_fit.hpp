#pragma once
// A differentiable model that the flow has trained, as something fitted: kept, restored and asked like any other.

#include "paribus/learner/descent.hpp"
#include "paribus/learner/learner.hpp"

namespace paribus {

/// Trains it; `loss` is the word for that of the bench. Throws Error if the run diverged. Its summary: parameters, steps, the loss before and after, the norm of
/// the gradient at the end.
std::unique_ptr<Fitted> fit_network(const Bench&, const std::string& loss, const TrainingSettings&, const OptimizerSettings&, const Chance&);

/// The model is made from its settings, theta comes from the kept. Throws Error if they do not belong together.
std::unique_ptr<Fitted> restore_network(std::shared_ptr<const Model>, const Kept&);

}  // namespace paribus
