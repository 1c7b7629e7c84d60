#include "paribus/report/figure.hpp"

#include <algorithm>

namespace paribus {

std::vector<Drawing> drawings(const Answer& a) {
  std::vector<Drawing> out;
  bool led = false;
  const Settings none;
  for (const auto* entry : figures()) {
    const auto figure = entry->make(none);
    auto drawing = figure->draw(a);
    if (!drawing) continue;
    const bool leads = figure->leads() && !led;
    led = led || leads;
    out.insert(leads ? out.begin() : out.end(), std::move(*drawing));
    for (auto& d : figure->more(a)) out.push_back(std::move(d));
  }
  for (auto& d : out) {
    d.spec = on_one_line(d.spec);
    for (auto& row : d.rows) row = on_one_line(row);
  }
  return out;
}

}  // namespace paribus
