#pragma once
// All of the Hessian's spectrum at one point: its ends, its trace, its density, and where parameters are few the
// eigenvalues themselves.

#include "paribus/learner/descent.hpp"
#include "paribus/math/density.hpp"
#include "paribus/math/lanczos.hpp"

namespace paribus {

struct WholeSpectrum {
  Eigenpair low, high;           ///< the extreme eigenvalues, each with its residual
  std::vector<GaussRule> rules;  ///< one per probe of random signs
  ProbeMean trace;               ///< Hutchinson's, from the same products; standard error over the probes
  Vector exact;                  ///< ascending, of the dense Hessian; empty: more parameters than `dense`
};

/// Of the full training objective at theta, in float64: `probes` rules of at most `nodes` nodes each, the ends to a
/// relative residual of 1e-6 or after 300 products, and `parameters` products more where they are at most `dense`.
WholeSpectrum whole_spectrum(const Bench&, View theta, std::size_t nodes, std::size_t probes, std::size_t dense,
                             const StreamName&);

}  // namespace paribus
