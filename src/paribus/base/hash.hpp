#pragma once
// SHA-256 (by OpenSSL), for data, keys and records.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace paribus {

struct Hash {
  std::array<std::uint8_t, 32> bytes{};
  std::string hex() const;                   ///< 64 digits
  std::uint64_t leading() const;             ///< the first 8 bytes, little-endian
  auto operator<=>(const Hash&) const = default;
};

Hash sha256(std::string_view bytes);

/// Feeds numbers to a hash in an order that the caller fixes. NaNs are made one NaN first, since their sign
/// and payload differ between processors and compilers.
class Hasher {
 public:
  void add(std::string_view text);           ///< length first, so that "ab"+"c" is not "a"+"bc"
  void add(double);
  void add(std::span<const double>);
  void add(std::uint64_t);
  Hash done() const;

 private:
  std::string bytes_;
};

}  // namespace paribus
