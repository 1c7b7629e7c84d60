#pragma once
// IDX files written by the tests themselves.

#include <zlib.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "paribus/data/idx.hpp"

namespace paribus::tests {

inline void append(std::string& out, std::uint64_t bits, int bytes) {  // most significant first
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(bits >> (8 * i) & 255);
}

inline std::string idx_header(int type, const std::vector<std::uint32_t>& sizes) {
  std::string out{'\0', '\0', static_cast<char>(type), static_cast<char>(sizes.size())};
  for (const auto n : sizes) append(out, n, 4);
  return out;
}

inline std::string idx(int type, const std::vector<std::uint32_t>& sizes, const std::vector<double>& numbers) {
  std::string out = idx_header(type, sizes);
  for (const double x : numbers) {
    if (type == 0x0D) append(out, std::bit_cast<std::uint32_t>(static_cast<float>(x)), 4);
    else if (type == 0x0E) append(out, std::bit_cast<std::uint64_t>(x), 8);
    else append(out, static_cast<std::uint64_t>(static_cast<std::int64_t>(x)), type == 0x0C ? 4 : type == 0x0B ? 2 : 1);
  }
  return out;
}

/// One gzip member, by zlib.
inline std::string gzip(const std::string& bytes) {
  z_stream z{};
  if (deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
  std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())) + 32, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  if (deflate(&z, Z_FINISH) != Z_STREAM_END) std::abort();
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

/// The whole message of the Error that `read` throws; "read" if it throws none.
template <class Read>
std::string message_of(Read read) {
  try {
    read();
    return "read";
  } catch (const Error& e) {
    return e.what();
  }
}

/// A folder that is gone at the end of its test.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_{(std::filesystem::temp_directory_path() / ("paribus_" + name)).string()} {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string file = path_ + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(file).parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace paribus::tests
