#pragma once
// How a table becomes numbers for a model: fitted on the training part, kept with the model, and applied alike to the
// rows it was fitted on and to any other table with these columns.

#include <limits>
#include <map>

#include "paribus/data/examples.hpp"
#include "paribus/data/expected.hpp"
#include "paribus/data/projection.hpp"
#include "paribus/data/transforms.hpp"

namespace paribus {

struct Preprocessing {
  /// One feature of the table.
  struct Input {
    std::string name;
    bool categorical = false;
    std::vector<std::string> levels = {};   ///< seen in training, in the order of their columns of x
    double stand_in = std::numeric_limits<double>::quiet_NaN();                  ///< for a missing value: a number, or an index into levels; NaN: there is none
    Standardize scale = {};                 ///< of a column of numbers
  };
  std::vector<Input> inputs;
  bool standardize = true;                  ///< columns of numbers; otherwise they are taken as they are
  bool baseline = false;                    ///< the first level has no column of its own: treatment contrasts
  Task task = Task::regression;
  std::string target;
  std::vector<std::string> classes;
  Standardize target_scale{0, 1};           ///< of a target of numbers; {0, 1}: as it is
  Projection projection = {};               ///< of the columns that the inputs make, if there is one

  /// Fits every transform on those rows, each counted as often as its weight says (none given: once). Throws Error.
  /// `raw_target`: a target of numbers is left as it is.
  /// `chance`: what random directions are drawn from.
  static Preprocessing fit(const Dataset&, const DataSettings&, std::span<const std::uint32_t> train, View weight, bool raw_target,
                           const StreamName& chance = {0, 0, "projection"});

  std::vector<std::string> columns() const;    ///< what the inputs make: "age", "color=red"
  std::vector<std::string> features() const;   ///< names of the columns of x: the same, or "component 1", ...
  /// A category that training has not seen is 0 in all its columns. Without a target in the table y is 0 and there are
  /// no labels. The table's columns are found by name; load_expected checks what comes from outside.
  Examples apply(const Dataset&, std::span<const std::uint32_t> rows) const;
  std::vector<Expected> expected(bool with_target) const;
  double undo(double z) const { return target_scale.undo(z); }   ///< to the unit of the target

  /// All of it as values and arrays to be kept under "preprocessing.*", and back to the bit. Throws Error if they make no sense.
  using Arrays = std::map<std::string, Matrix>;
  Choices keep() const;
  Arrays arrays() const;
  static Preprocessing restore(const Choices&, const Arrays& = {});
};

}  // namespace paribus
