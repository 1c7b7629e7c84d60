#pragma once
// Corrected p values of a family of hypotheses, in the order given.

#include "paribus/math/matrix.hpp"

namespace paribus {

/// Holm 1979: the chance of any false rejection in the family stays below the level, whatever the dependence.
Vector holm(View p);

/// Benjamini & Hochberg 1995: the expected share of false rejections. For screening, never for verdicts.
Vector benjamini_hochberg(View p);

}  // namespace paribus
