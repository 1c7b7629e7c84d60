#pragma once
// Which rows belong to which part.

#include <cstdint>
#include <span>
#include <vector>

#include "paribus/base/random.hpp"

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

}  // namespace paribus
