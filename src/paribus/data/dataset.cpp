#include "paribus/data/dataset.hpp"

#include <algorithm>

namespace paribus {

const Column* Dataset::target() const {
  const auto it = std::find_if(columns.begin(), columns.end(), [](const Column& c) { return c.role == Role::target; });
  return it == columns.end() ? nullptr : &*it;
}

std::size_t Dataset::features() const {
  return static_cast<std::size_t>(
      std::count_if(columns.begin(), columns.end(), [](const Column& c) { return c.role == Role::feature; }));
}

Task Dataset::task() const {
  const auto* column = target();
  return column && column->categorical ? Task::classification : Task::regression;
}

}  // namespace paribus
