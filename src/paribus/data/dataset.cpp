#include "paribus/data/dataset.hpp"

#include <algorithm>

#include "paribus/base/hash.hpp"

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

std::string fingerprint(const Dataset& data) {
  Hasher all;
  for (const auto& c : data.columns) {
    Hasher one;
    one.add(c.name);
    one.add(static_cast<std::uint64_t>(c.role));
    for (const auto& word : c.categories) one.add(word);
    one.add(View(c.values));
    all.add(one.done().hex());
  }
  return all.done().hex();
}

}  // namespace paribus
