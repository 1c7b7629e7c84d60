// Cross-validation: every row is in the test part of exactly one fold.
#include <algorithm>
#include <cassert>

#include "paribus/data/examples.hpp"

namespace paribus {

std::vector<std::vector<std::uint32_t>> folds(std::size_t n, std::size_t k, std::span<const std::int32_t> labels, Stream& stream) {
  if (k < 2 || k > n)
    throw Error("cannot make " + std::to_string(k) + " folds of " + std::to_string(n) + " rows",
                "choose from 2 to " + std::to_string(n) + " folds");
  assert(labels.empty() || labels.size() == n);
  auto rows = permutation(static_cast<std::uint32_t>(n), stream);
  // Sorted by class (stably, so still shuffled within each), then dealt like cards: every class and the whole are
  // spread over the folds to within one row.
  if (!labels.empty())
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) { return labels[a] < labels[b]; });
  std::vector<std::vector<std::uint32_t>> out(k);
  for (std::size_t i = 0; i < n; ++i) out[i % k].push_back(rows[i]);
  for (auto& fold : out) std::sort(fold.begin(), fold.end());
  return out;
}

}  // namespace paribus
