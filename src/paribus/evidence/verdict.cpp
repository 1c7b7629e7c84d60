#include "paribus/evidence/verdict.hpp"

namespace paribus {

std::string_view word(Finding f) {
  switch (f) {
    case Finding::matters: return "matters";
    case Finding::real: return "real";
    case Finding::does_not_matter: return "does not matter";
    case Finding::cannot_tell: return "cannot tell";
  }
  return "";
}

// The order of the tests is the precedence: an interval that is clear of 0 *and* within the margin is a
// difference too small to matter, which is the more useful thing to say. Every comparison is false for NaN,
// so that an interval which is not defined can only end in "cannot tell".
Finding finding(double low, double high, double margin) {
  if (low > margin || high < -margin) return Finding::matters;
  if (low >= -margin && high <= margin) return Finding::does_not_matter;
  if (low > 0 || high < 0) return Finding::real;
  return Finding::cannot_tell;
}

}  // namespace paribus
