#pragma once
// Ceteris paribus in code. A stream is named by (study seed, replicate, purpose, block) and never by the
// cell of the design: every cell of a replicate starts from the same numbers and meets the same rows.
// Counter-based (Philox4x32-10, Salmon, Moraes, Dror & Shaw 2011): no order of runs or threads can change a
// number. Normal deviates live in math/normal.hpp.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace paribus {

/// The name of a stream.
struct StreamName {
  std::uint64_t seed = 0, replicate = 0;
  std::string purpose;     ///< "start", "batches", "split"
  std::string block = "";  ///< within the purpose: the name of a block of parameters, say
  StreamName at(std::string_view block_name) const { return {seed, replicate, purpose, std::string(block_name)}; }
};

/// The numbers of one stream, in order.
class Stream {
 public:
  explicit Stream(const StreamName&);
  std::uint64_t bits();                      ///< 64 random bits
  double uniform();                          ///< [0, 1), a multiple of 2^-53
  double open_uniform();                     ///< (0, 1)
  std::uint64_t below(std::uint64_t n);      ///< 0 .. n-1, exactly uniform (rejection); n > 0
  void shuffle(std::span<std::uint32_t>);    ///< Fisher-Yates

 private:
  std::uint64_t key_, counter_ = 0;
  std::uint64_t spare_ = 0;
  bool has_spare_ = false;
};

/// 0, 1, ..., n-1 in the stream's order.
std::vector<std::uint32_t> permutation(std::uint32_t n, Stream&);

}  // namespace paribus
