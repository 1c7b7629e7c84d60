#include "paribus/flow/kinks.hpp"

#include <algorithm>

namespace paribus {

void KinkWatch::tell(double t, double h, double estimate, bool accepted, bool cut) {
  if (!watches_) return;
  if (!accepted) {
    if (!(estimate > 1)) return;  // refused for another reason
    if (!open_) first_ = h, shortest_ = infinity, to_ = t + h;
    open_ = true;
    from_ = t;
    to_ = std::min(to_, t + h);
    return;
  }
  if (!open_) return;
  if (!cut) shortest_ = std::min(shortest_, h);
  if (t + h < to_) return;
  open_ = false;
  if (first_ > dip * shortest_) kinks_.push_back({from_, to_});
}

}  // namespace paribus
