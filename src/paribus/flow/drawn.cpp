#include "paribus/flow/drawn.hpp"

#include <limits>

namespace paribus {

namespace {

constexpr std::uint64_t together = 1024;  // steps of one stream: naming one costs as much as drawing a hundred rows

}  // namespace

DrawnBatches::DrawnBatches(std::uint32_t examples, std::uint32_t size, StreamName name)
    : examples_{examples},
      size_{size},
      drawn_{std::numeric_limits<std::uint64_t>::max()},
      name_{std::move(name)},
      rows_(together * size) {}

std::span<const std::uint32_t> DrawnBatches::rows(std::uint64_t step) {
  if (const std::uint64_t run = step / together; run != drawn_) {
    Stream stream{name_.at("steps " + std::to_string(run))};
    for (auto& row : rows_) row = static_cast<std::uint32_t>(stream.below(examples_));
    drawn_ = run;
  }
  return std::span{rows_}.subspan(step % together * size_, size_);
}

}  // namespace paribus
