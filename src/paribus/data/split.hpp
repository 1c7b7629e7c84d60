#pragma once
// Which rows belong to which part.

#include <cstdint>
#include <span>
#include <vector>

#include "paribus/base/random.hpp"
#include "paribus/data/examples.hpp"

namespace paribus {

/// Row numbers, ascending in each part; every row is in exactly one.
struct Split {
  std::vector<std::uint32_t> train, validation, test;
};

/// A random split: round(n test) rows, round(n validation) rows, and the rest.
Split split_rows(std::size_t n, double validation, double test, Stream&);

/// The same within each class: of a class of n_c rows each part gets floor or ceil of n_c times its share, so that
/// class shares are kept to within one row; the test part has round(n test) rows in all, the validation part as
/// nearly round(n validation) as that allows.
Split split_classes(std::span<const std::int32_t> label, double validation, double test, Stream&);

/// Rows of equal `group` stay together. Groups in a random order go to the test part while that brings it nearer to
/// round(n test) rows, then to validation, then to training.
Split split_groups(View group, double validation, double test, Stream&);

/// The last round(n test) rows by time are the test part, the round(n validation) before them validation. Rows of one
/// time stay together, in the later part.
Split split_time(View time, double validation, double test);

/// `count` of n rows at random, ascending; all if there are no more. From one state of the stream a smaller draw is
/// part of a larger one.
std::vector<std::uint32_t> draw_rows(std::size_t n, std::size_t count, Stream&);

/// The same, and each class gets floor or ceil of its share of the `count` rows (largest remainder; ties: the earlier
/// class). Of each class a smaller draw is part of a larger one.
std::vector<std::uint32_t> draw_classes(std::span<const std::int32_t> label, std::size_t count, Stream&);

/// The parts of a table as the settings want them, from the stream of that name; data.rows draws from its block
/// "rows", so that it moves no other number. data.groups and data.time take the place of class shares. Throws Error: a
/// class too small for three parts, a part left empty.
Split partition(const Dataset&, const DataSettings&, const StreamName&);

/// What prepare (examples.hpp) does with the parts of a table, of which validation and test may be empty. `raw_target`: a
/// target of numbers is left as it is. `chance`: what random projections are drawn from. The table has passed check_table.
std::shared_ptr<const Prepared> prepare(const Dataset&, const DataSettings&, const Split&, bool raw_target, const StreamName& chance = {0, 0, "projection"});

/// Throws Error: no target, no features, a target that is missing or constant, missing values with no impute step.
void check_table(const Dataset&, const DataSettings&);
/// The same of the features alone: for a table that needs no target.
void check_features(const Dataset&, const DataSettings&);

}  // namespace paribus
