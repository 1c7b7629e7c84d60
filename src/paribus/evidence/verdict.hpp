#pragma once
// What the data say about one claim: how large, how sure, by which method, on which assumption.

#include <string>
#include <string_view>

namespace paribus {

/// Every verdict is one of these four.
enum class Finding {
  matters,          ///< the simultaneous interval lies wholly beyond the margin
  real,             ///< clear of 0, but perhaps smaller than the margin
  does_not_matter,  ///< wholly within the margin
  cannot_tell       ///< anything else
};
std::string_view word(Finding);  ///< "matters", "real", "does not matter", "cannot tell"

struct Verdict {
  Finding finding = Finding::cannot_tell;
  double effect = 0, low = 0, high = 0;     ///< mean difference and its simultaneous interval, in the metric's unit
  double p = 1;                             ///< corrected for the declared family
  std::size_t runs = 0;                     ///< runs behind it (both arms)
  std::string method, population, assumption;  ///< printed beside every verdict
};

/// The rule that turns an interval into a finding. margin >= 0; low <= high.
Finding finding(double low, double high, double margin);

}  // namespace paribus
