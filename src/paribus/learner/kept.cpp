#include "paribus/learner/learner.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

const Matrix& kept_array(const Kept& kept, const std::string& name, std::size_t rows, std::size_t columns) {
  const auto at = kept.arrays.find(name);
  if (at == kept.arrays.end()) throw Error("the model has no array '" + name + "'", "fit it again");
  const Matrix& a = at->second;
  const auto text = [](std::size_t n) { return n ? std::to_string(n) : std::string("any"); };
  if ((rows && a.rows != rows) || (columns && a.columns != columns))
    throw Error("the model's array '" + name + "' is " + std::to_string(a.rows) + " x " + std::to_string(a.columns) + ", not " + text(rows) +
                    " x " + text(columns),
                "fit it again");
  if (!all_finite(a.values)) throw Error("the model's array '" + name + "' holds what is no number", "fit it again");
  return a;
}

}  // namespace paribus
