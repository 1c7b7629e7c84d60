#include <cmath>
#include <map>

#include "paribus/base/text.hpp"
#include "paribus/data/transforms/transforms.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

Impute Impute::fit(const Column& column, RowNumbers train, const std::string& how) {
  Vector present;
  for (const auto r : train)
    if (!std::isnan(column.values[r])) present.push_back(column.values[r]);
  if (present.empty())
    throw Error("column '" + text::printable(column.name) + "' has no value in the training part", "remove the column");
  if (how == "mean" && !column.categorical) return {mean(present)};
  std::map<double, std::size_t> count;
  for (const double x : present) ++count[x];
  auto best = count.begin();
  for (auto it = count.begin(); it != count.end(); ++it)
    if (it->second > best->second) best = it;
  return {best->first};
}

}  // namespace paribus
