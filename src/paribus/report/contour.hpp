#pragma once
// Lines of equal height through numbers on a grid, by linear interpolation along the sides of its cells.

#include "paribus/math/matrix.hpp"

namespace paribus {

struct Segment {
  double x0, y0, x1, y1;
};

/// Where z = level; z(i, j) stands at x[j], y[i], both ascending. Through a saddle of a cell both lines are drawn so
/// that they part its corners by the cell's mean. Cells with a corner that is not a number are left out.
std::vector<Segment> contour(View x, View y, const Matrix& z, double level);

}  // namespace paribus
