#include "paribus/flow/line_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace paribus {

LineSearch::LineSearch(double value, double slope, double first, Rules rules)
    : rules_{rules}, start_{0, value, slope}, low_{start_}, high_{start_}, before_{start_}, trial_{first} {}

/// The first Wolfe condition, exact or approximate.
bool LineSearch::lower(const Point& p) const {
  return p.value <= start_.value + rules_.c1 * p.a * start_.slope ||
         (std::abs(p.value - start_.value) <= rules_.slack && p.slope <= (2 * rules_.c1 - 1) * start_.slope);
}

/// The minimizer of the cubic through two values and slopes; of the parabola through the slopes where the values
/// tell nothing. NaN if there is none.
double LineSearch::cubic(const Point& p, const Point& q) const {
  if (std::abs(p.value - q.value) <= rules_.slack) return p.a + (q.a - p.a) * (p.slope / (p.slope - q.slope));
  const double d = p.slope + q.slope - 3 * ((p.value - q.value) / (p.a - q.a));
  const double root = std::sqrt(d * d - p.slope * q.slope), e = q.a > p.a ? root : -root;
  return q.a - (q.a - p.a) * ((q.slope + e - d) / (q.slope - p.slope + 2 * e));
}

double LineSearch::between() {
  const double w = high_.a - low_.a, two_ago = std::exchange(wider_, std::exchange(width_, std::abs(w)));
  if (!std::isfinite(high_.value) || !std::isfinite(high_.slope)) return low_.a + 0.1 * w;
  const double share = (cubic(low_, high_) - low_.a) / w;
  // A third of the bracket must go in two trials, or it is halved.
  if (!std::isfinite(share) || width_ > 0.66 * two_ago) return low_.a + 0.5 * w;
  return low_.a + std::clamp(share, 0.1, 0.9) * w;
}

double LineSearch::beyond() const {
  const double w = low_.a - before_.a, a = cubic(before_, low_);
  return std::isfinite(a) && a > low_.a ? std::clamp(a, low_.a + 1.1 * w, low_.a + 4 * w) : low_.a + 4 * w;
}

LineSearch::Answer LineSearch::tell(double value, double slope) {
  const Point now{trial_, value, slope};
  const bool number = std::isfinite(value) && std::isfinite(slope);
  if (!number || !lower(now) || (low_.a > 0 && value > low_.value + rules_.slack)) {
    high_ = now;
    bracketed_ = true;
  } else if (std::abs(slope) <= -rules_.c2 * start_.slope) {
    return Answer::accept;
  } else {
    if (bracketed_ ? slope * (high_.a - low_.a) >= 0 : slope >= 0) {
      high_ = low_;
      bracketed_ = true;
    }
    before_ = low_;
    low_ = now;
  }
  trial_ = bracketed_ ? between() : beyond();
  // The bracket has closed on two neighboring numbers.
  return trial_ == low_.a || (bracketed_ && trial_ == high_.a) ? Answer::stuck : Answer::go_on;
}

}  // namespace paribus
