#pragma once
// A curve of the runs, as shades of the plane that a law is drawn in.

#include "paribus/report/answer.hpp"
#include "paribus/report/json.hpp"

namespace paribus {

/// One row of kind "shade" per value of Law::shades: a rectangle x, x2, y, y2 that meets its neighbors halfway on the
/// scales of the axes, the value as "share", and its text. None where there are fewer than two places along an axis.
Json::Array shades(const Answer&, const Answer::Law&, const Json& panel, const Json& series);

}  // namespace paribus
