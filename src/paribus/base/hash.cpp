#include "paribus/base/hash.hpp"

#include <openssl/sha.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace paribus {

std::string Hash::hex() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const auto b : bytes) {
    out += digits[b >> 4];
    out += digits[b & 15];
  }
  return out;
}

std::uint64_t Hash::leading() const {
  std::uint64_t out = 0;
  for (int i = 7; i >= 0; --i) out = out << 8 | bytes[static_cast<std::size_t>(i)];
  return out;
}

Hash sha256(std::string_view bytes) {
  Hash out;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), out.bytes.data());
  return out;
}

void Hasher::add(std::uint64_t x) { bytes_.append(reinterpret_cast<const char*>(&x), sizeof x); }

void Hasher::add(std::string_view text) {
  add(static_cast<std::uint64_t>(text.size()));
  bytes_ += text;
}

void Hasher::add(double x) {
  if (std::isnan(x)) x = std::numeric_limits<double>::quiet_NaN();
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  add(bits);
}

void Hasher::add(std::span<const double> xs) {
  add(static_cast<std::uint64_t>(xs.size()));
  for (const double x : xs) add(x);
}

Hash Hasher::done() const { return sha256(bytes_); }

}  // namespace paribus
