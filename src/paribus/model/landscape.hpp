#pragma once
// An objective and its flow on a plane through the space of parameters, and along a line, for pictures of training.

#include "paribus/model/model.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

/// theta = origin + a u + b v. The directions are independent; unit and orthogonal unless said otherwise.
struct Plane {
  Vector origin, u, v;
  Vector at(double a, double b) const;
  /// (a, b) of the point of the plane that is nearest to theta.
  std::pair<double, double> coordinates(View theta) const;
  /// (a, b) of a direction's part in the plane: least squares, as for a point.
  std::pair<double, double> part(View direction) const;
};

/// The plane in which a path moves most: its origin is the path's mean, u and v are its leading principal directions.
struct Movement {
  Plane plane;
  double first, second;  ///< shares of the path's variance that lie along u and v
};
/// Of two points or more, of two coordinates or more. Where a path has but one direction, v is some other one.
Movement movement(std::span<const Vector> path);

/// Two coordinates of theta; the others stay as in `origin`.
Plane coordinate_plane(View origin, std::size_t i, std::size_t j);

/// Through three points: u leads from a towards b, v is the rest of the way to c. Throws Error if they lie on a line.
Plane plane_through(View a, View b, View c);

/// A direction rescaled so that what feeds each unit is as long as it is in theta (a bias: as long as in theta), by
/// which networks whose weights differ in size can be compared. Biases of zero get no part. (Li, Xu, Taylor, Studer &
/// Goldstein 2018)
Vector filter_normalized(View direction, View theta, std::span<const Block>);
/// Two such directions from normal deviates of the stream, at theta. Not orthogonal, not unit.
Plane filter_plane(View theta, std::span<const Block>, const StreamName&);

/// L at the crossings of those coordinates: row i is b[i], column j is a[j].
Matrix values_on(const Plane&, Objective&, View a, View b);

/// L at a + s (b - a) for each of those shares s of the way; at 0 and 1 it is L at a and at b themselves. (Goodfellow, Vinyals &
/// Saxe 2015)
Vector values_between(View a, View b, Objective&, View shares);

/// Of a field at those crossings, the part within the plane: two matrices like that of values_on.
std::pair<Matrix, Matrix> field_on(const Plane&, Field&, View a, View b);

}  // namespace paribus
