#pragma once
// Batches as the theory of stochastic gradients assumes them: every row drawn independently of all others.

#include "paribus/flow/integrate.hpp"

namespace paribus {

/// `size` rows for each step, with replacement, so that no two steps share chance. An epoch has no meaning here.
class DrawnBatches final : public Batches {
 public:
  DrawnBatches(std::uint32_t examples, std::uint32_t size, StreamName);
  std::span<const std::uint32_t> rows(std::uint64_t step) override;

 private:
  std::uint32_t examples_, size_;
  std::uint64_t drawn_;               ///< which run of steps lies in rows_
  StreamName name_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace paribus
