#pragma once
// How far points lie from each other.

#include "paribus/math/matrix.hpp"

namespace paribus {

/// |a - b|^2, sizes equal: eight chains of sums, folded 4-2-1, the same bits everywhere.
double squared_distance(View a, View b);

}  // namespace paribus
