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
    drawing->spec = on_one_line(drawing->spec);
    for (auto& row : drawing->rows) row = on_one_line(row);
    if (figure->leads() && !led) {
      led = true;
      out.insert(out.begin(), std::move(*drawing));
    } else {
      out.push_back(std::move(*drawing));
    }
  }
  return out;
}

}  // namespace paribus
