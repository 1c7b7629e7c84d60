#include <cmath>
#include <map>

#include "paribus/base/text.hpp"
#include "paribus/data/transforms.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

Impute Impute::fit(const Column& column, RowNumbers train, const std::string& how, View weight) {
  Vector present, w;
  for (const auto r : train) {
    if (std::isnan(column.values[r])) continue;
    present.push_back(column.values[r]);
    if (!weight.empty()) w.push_back(weight[r]);
  }
  if (present.empty())
    throw Error("column '" + text::printable(column.name) + "' has no value in the training part", "remove the column");
  if (how == "mean" && !column.categorical) return {w.empty() ? mean(present) : dot(w, present) / sum(w)};
  std::map<double, double> count;
  for (std::size_t i = 0; i < present.size(); ++i) count[present[i]] += w.empty() ? 1 : w[i];
  auto best = count.begin();
  for (auto it = count.begin(); it != count.end(); ++it)
    if (it->second > best->second) best = it;
  return {best->first};
}

}  // namespace paribus
