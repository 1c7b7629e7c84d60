#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/transforms.hpp"

namespace paribus {

OneHot OneHot::fit(const Column& column, RowNumbers train) {
  // More columns than this are a name, a date or free text, not categories; each would get a weight of its own.
  constexpr std::size_t most = 50;
  std::vector<bool> seen(column.categories.size());
  for (const auto r : train)
    if (!std::isnan(column.values[r])) seen[static_cast<std::size_t>(column.values[r])] = true;
  OneHot out;
  for (std::size_t i = 0; i < seen.size(); ++i)
    if (seen[i]) out.levels.push_back(i);
  if (out.levels.size() > most)
    throw Error("column '" + text::printable(column.name) + "' has " + std::to_string(out.levels.size()) +
                    " different words (at most " + std::to_string(most) + " can be encoded)",
                "remove the column, merge its rare words, or turn it into numbers");
  return out;
}

bool OneHot::knows(double category) const {
  return std::binary_search(levels.begin(), levels.end(), static_cast<std::size_t>(category));
}

}  // namespace paribus
