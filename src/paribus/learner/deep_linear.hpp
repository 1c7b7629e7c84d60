#pragma once
// A product of random square matrices: a deep linear network at its start.

#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

enum class Layers { gaussian, orthogonal };

/// out <- W_L .. W_1 x, x[n x c]. Gaussian: entries of every W are N(0, variance/n); orthogonal: sqrt(variance) times a
/// product of n - 1 random reflections, which is spread evenly over the orthogonal matrices but for signs of its rows, and
/// no singular value knows those (Stewart 1980). Layer l is drawn from the stream of that name's block "<l>".
Matrix through_layers(Matrix x, std::size_t depth, Layers, double variance, const StreamName&);

}  // namespace paribus
