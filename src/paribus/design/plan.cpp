#include "paribus/design/plan.hpp"

#include <cmath>
#include <limits>

namespace paribus {

void check_factors(std::span<const Factor> factors) {
  for (const Factor& f : factors)
    if (f.levels.empty()) throw Error("factor '" + f.address + "' has no levels", "give at least one", f.where);
}

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  std::uint64_t out = 0;
  return __builtin_mul_overflow(a, b, &out) ? std::numeric_limits<std::uint64_t>::max() : out;
}

std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b) {
  std::uint64_t out = 0;
  return __builtin_add_overflow(a, b, &out) ? std::numeric_limits<std::uint64_t>::max() : out;
}

void check_own(const Design& design, std::string_view name, std::span<const Factor> factors,
               const std::vector<Cell>& plan, const Matrix& response, const StreamName& stream) {
  const std::string who = "design '" + std::string(name) + "'";
  const char* const advice = "analyze the cells in the order in which this design planned them";
  if (design.count(factors) != plan.size())
    throw Error(who + " plans " + std::to_string(design.count(factors)) + " cells for these factors, but got " +
                    std::to_string(plan.size()), advice);
  const std::vector<Cell> own = design.plan(factors, stream);
  for (std::size_t i = 0; i < own.size(); ++i)
    if (own[i] != plan[i])
      throw Error("cell " + std::to_string(i + 1) + " of the plan is not the one that " + who + " planned there", advice);
  if (response.rows != plan.size() || response.columns == 0)
    throw Error("a plan of " + std::to_string(plan.size()) + " cells has responses for " + std::to_string(response.rows) +
                    " cells and " + std::to_string(response.columns) + " replicates",
                "measure every cell in every replicate");
  for (std::size_t i = 0; i < response.rows; ++i)
    for (std::size_t r = 0; r < response.columns; ++r)
      if (!std::isfinite(response(i, r)))
        throw Error("the response of cell " + std::to_string(i + 1) + " in replicate " + std::to_string(r + 1) + " is not a number",
                    "give diverged runs the worst value of a bounded metric, or analyze ranks");
}

}  // namespace paribus
