#pragma once
// A quantity along x, replicate by replicate, and what is asked of it.

#include <map>
#include <string>

#include "paribus/report/answer.hpp"

namespace paribus {

/// Points of one replicate, ascending in x.
struct Path {
  Vector x, y, error;   ///< error: the standard error of y that the run knows; NaN: none
};
using Paths = std::map<std::string, Path>;  // by block

/// Of log y on log x, by least squares, for each path of three points and more.
Vector slopes(const Paths&);

/// Where a path first passes y = target, on the straight line between two points; NaN: nowhere.
double passage(const Path&, double target, bool x_log, bool y_log);

/// Where most paths have what is sought; of places that as many have, the first. A path that does not settle has no place.
Answer::Law::Peak peak(const Paths&, Seek);

}  // namespace paribus
