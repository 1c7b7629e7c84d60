#include "paribus/base/random.hpp"

#include <Random123/philox.h>

#include <numeric>

#include "paribus/base/hash.hpp"

namespace paribus {

Stream::Stream(const StreamName& n) {
  // Fields are separated by a byte that no name contains, so that two names never meet.
  const std::string text = std::to_string(n.seed) + '\n' + std::to_string(n.replicate) + '\n' + n.purpose + '\n' + n.block;
  key_ = sha256(text).leading();
}

std::uint64_t Stream::bits() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  const auto lo = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto hi = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const r123::Philox4x32 philox;
  const auto out = philox({{lo(counter_), hi(counter_), 0, 0}}, {{lo(key_), hi(key_)}});
  ++counter_;
  spare_ = out[2] | std::uint64_t{out[3]} << 32;
  has_spare_ = true;
  return out[0] | std::uint64_t{out[1]} << 32;
}

double Stream::uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

double Stream::open_uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }

std::uint64_t Stream::below(std::uint64_t n) {
  for (;;) {
    const std::uint64_t x = bits(), rest = x % n;
    if (x - rest <= ~std::uint64_t{0} - (n - 1)) return rest;  // else x lies in the last, incomplete run of n numbers
  }
}

void Stream::shuffle(std::span<std::uint32_t> a) {
  for (std::size_t i = a.size(); i > 1; --i) std::swap(a[i - 1], a[below(i)]);
}

std::vector<std::uint32_t> permutation(std::uint32_t n, Stream& stream) {
  std::vector<std::uint32_t> p(n);
  std::iota(p.begin(), p.end(), 0u);
  stream.shuffle(p);
  return p;
}

}  // namespace paribus
