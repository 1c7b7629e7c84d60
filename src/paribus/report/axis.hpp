#pragma once
// Axes whose ticks and labels are chosen here, so that a figure says 10^-4 and 0.5 as its table and its
// sentences do, whatever the drawing library would have written.

#include <functional>

#include "paribus/math/matrix.hpp"
#include "paribus/report/json.hpp"

namespace paribus {

struct Scale {
  double low = 0, high = 1;
  bool logarithmic = false;
  Vector ticks;
};

/// Whole decades around the values, every decade a tick (every second or third when there are more than `most`).
/// Values that are not positive numbers are passed over; none left: 0.1 to 10.
Scale decades(View values, std::size_t most = 5);

/// An interval around the values with round ticks (1, 2, 2.5 or 5 times a power of ten).
Scale evenly(View values, std::size_t about = 5);

/// As far as the values go and a little further, logarithmic; ticks at 1, 2 and 5 times powers of ten where at most
/// `most` of them fit, else at powers of ten alone.
Scale closely(View values, std::size_t most = 7);

/// Members `scale` and `axis` of a quantitative channel, for filled(). An empty title: none.
Json channel(const Scale&, const std::string& title, const std::function<std::string(double)>& label, bool grid);

}  // namespace paribus
