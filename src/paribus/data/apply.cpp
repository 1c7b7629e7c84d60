// A table through a fitted preprocessing.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "paribus/data/preprocessing.hpp"

namespace paribus {
namespace {

// One column of x: which numbers of the table, and what becomes of each. No number is copied: the table may be large.
struct Feature {
  const Column* from;
  double stand_in;                        // for missing values
  enum { as_is, standardized, indicator } how;
  Standardize scale;
  double level;                           // of an indicator: 1 for this category, 0 for the others
  double value(std::size_t row) const {
    double x = from->values[row];
    if (std::isnan(x)) x = stand_in;
    if (how == as_is) return x;
    return how == standardized ? scale.apply(x) : x == level ? 1.0 : 0.0;
  }
};

const Column* find_column(const Dataset& data, const std::string& name) {
  const auto it = std::find_if(data.columns.begin(), data.columns.end(), [&](const Column& c) { return c.name == name; });
  return it == data.columns.end() ? nullptr : &*it;
}

// The table's own number for each of the levels; NaN, which no value equals, for one that it does not have.
Vector numbers_of(const std::vector<std::string>& levels, const Column& column) {
  Vector out;
  for (const auto& level : levels) {
    const auto it = std::find(column.categories.begin(), column.categories.end(), level);
    out.push_back(it == column.categories.end() ? NAN : static_cast<double>(it - column.categories.begin()));
  }
  return out;
}

std::vector<Feature> features_of(const Preprocessing& p, const Dataset& data) {
  std::vector<Feature> out;
  for (const auto& in : p.inputs) {
    const Column* column = find_column(data, in.name);
    assert(column && column->categorical == in.categorical);
    if (!in.categorical) {
      out.push_back({column, in.stand_in, p.standardize ? Feature::standardized : Feature::as_is, in.scale, 0});
      continue;
    }
    const Vector numbers = numbers_of(in.levels, *column);
    // A table without the level that stands in holds it as a number of its own, beyond all its categories.
    double stand_in = std::isnan(in.stand_in) ? NAN : numbers[static_cast<std::size_t>(in.stand_in)];
    const bool own = std::isnan(stand_in) && !std::isnan(in.stand_in);
    if (own) stand_in = static_cast<double>(column->categories.size());
    for (std::size_t l = p.baseline; l < in.levels.size(); ++l) {
      const bool here = own && l == static_cast<std::size_t>(in.stand_in);
      out.push_back({column, stand_in, Feature::indicator, {}, here ? stand_in : numbers[l]});
    }
  }
  return out;
}

}  // namespace

Examples Preprocessing::apply(const Dataset& data, RowNumbers rows) const {
  const auto columns = features_of(*this, data);
  const Column* const truth = find_column(data, target);
  const bool classification = task == Task::classification;
  Examples out;
  const std::size_t n = rows.size(), d = columns.size(), k = classification ? classes.size() : 1;
  out.x = Matrix(n, d);
  out.y = Matrix(n, k);
  // Columns become rows: eight at a time, so that each cache line of x is written whole.
  for (std::size_t j = 0; j < d; j += 8)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t c = j; c < std::min(j + 8, d); ++c) out.x(i, c) = columns[c].value(rows[i]);
  if (!projection.none()) out.x = projection.apply(out.x);
  for (std::size_t i = 0; truth && i < n; ++i) {
    const double y = truth->values[rows[i]];
    if (classification) out.y(i, static_cast<std::size_t>(out.label.emplace_back(static_cast<std::int32_t>(y)))) = 1;
    else out.y(i, 0) = target_scale.apply(y);
  }
  return out;
}

}  // namespace paribus
