#pragma once
// What every design checks before it plans and before it analyzes.

#include "paribus/design/design.hpp"

namespace paribus {

/// Throws Error for a factor without levels.
void check_factors(std::span<const Factor>);

/// a * b, or the largest 64-bit number where that is larger.
std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b);
std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b);

/// Throws Error if `plan` is not what `design` plans for these factors and this stream, cell by cell in that
/// order (a shuffled table analyzed as if it were in order gives wrong shares without a word), if the
/// response has another number of rows, or if a response is not finite.
void check_own(const Design&, std::string_view name, std::span<const Factor>, const std::vector<Cell>& plan,
               const Matrix& response, const StreamName&);

}  // namespace paribus
