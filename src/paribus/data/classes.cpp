#include "paribus/data/classes.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/base/choices.hpp"
#include "paribus/base/text.hpp"

namespace paribus {

std::size_t make_classes(Column& column, std::size_t most) {
  std::set<double> seen;
  for (const double x : column.values) {
    if (x != std::floor(x)) return 0;
    seen.insert(x);
    if (seen.size() > most) return 0;
  }
  const Vector distinct(seen.begin(), seen.end());
  column.categorical = true;
  for (const double x : distinct) column.categories.push_back(shortest(x + 0.0));  // -0 is 0
  for (double& x : column.values)
    x = static_cast<double>(std::lower_bound(distinct.begin(), distinct.end(), x) - distinct.begin());
  return distinct.size();
}

void read_as_classes(Column& target, std::vector<std::string>& notes) {
  if (const auto k = make_classes(target, 20))
    notes.push_back("the target '" + text::printable(target.name) + "' holds " + std::to_string(k) +
                    " different whole numbers, read as classes");
}

}  // namespace paribus
