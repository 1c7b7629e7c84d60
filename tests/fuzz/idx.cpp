// Random bytes as IDX files, alone and as images with labels, plain and packed: an Error or a sound Dataset, never a
// crash, no memory beyond what the bytes can hold, and the same answer twice. By run.sh.
//
// It makes its own first inputs: byte 0 chooses the way, and the IDX header is written for it half of the time.
#include <zlib.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "paribus/data/describe.hpp"
#include "paribus/data/examples.hpp"
#include "paribus/data/idx.hpp"

namespace {

using namespace paribus;

void demand(bool promise) {
  if (!promise) std::abort();
}

// The fuzzer cannot guess checksums, so it may have them written.
std::string packed(const std::string& bytes) {
  z_stream z{};
  demand(deflateInit2(&z, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())) + 32, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  demand(deflate(&z, Z_FINISH) == Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

// A header that fits so many unsigned bytes in rows of `width`.
std::string headed(const std::string& bytes, std::size_t width) {
  std::string out{'\0', '\0', '\x08', width ? '\x02' : '\x01'};
  const auto add = [&](std::size_t n) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(n >> shift & 255);
  };
  add(bytes.size() / std::max<std::size_t>(width, 1));
  if (width) add(width);
  return out + bytes;
}

void check(const Dataset& data) {
  demand(!data.columns.empty() && data.rows() > 0 && data.target() != nullptr);
  for (const auto& column : data.columns) {
    demand(column.values.size() == data.rows() && !column.name.empty());
    demand(column.categorical == !column.categories.empty());
    for (const double x : column.values) {
      demand(!std::isinf(x));
      demand(!(column.role == Role::target && std::isnan(x)));
      if (column.categorical) demand(x >= 0 && x == std::floor(x) && x < static_cast<double>(column.categories.size()));
    }
  }
}

Dataset read(const Source& first, const Source& second, int way) {
  if (way & 1) return read_idx_table(first, "");
  std::vector<std::string> classes;
  if (way & 2) classes = {"a", "b", "c", "d"};
  return read_idx({{first, second}}, "", classes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 2) return 0;
  const int way = bytes[0];
  std::string all(reinterpret_cast<const char*>(bytes) + 2, size - 2), labels;
  if (!(way & 1)) {  // the end of the bytes is the file of labels
    const std::size_t n = std::min<std::size_t>(bytes[1], all.size());
    labels = all.substr(all.size() - n);
    all.resize(all.size() - n);
  }
  if (way & 4) {
    if (way & 2)
      for (char& c : labels) c &= 3;
    all = headed(all, 1 + bytes[1] % 7);
    labels = headed(labels, 0);
  }
  if (way & 8) all = packed(all);
  if (way & 16) labels = packed(labels);
  const Source first{"images.idx", all}, second{"labels.idx", labels};
  try {
    const Dataset data = read(first, second, way);
    check(data);
    const Dataset again = read(first, second, way);
    demand(data.provenance.sha256 == again.provenance.sha256);
    if (data.columns.size() > 200) return 0;
    demand(describe(data) == describe(again));
    const Settings none;
    DataSettings settings(none);
    settings.impute = "mean";
    settings.rows = way >> 5;
    const auto prepared = prepare(data, settings, {1, 0, "split"});
    demand(prepared->train.size() > 0 && prepared->validation.size() > 0 && prepared->test.size() > 0);
    demand(prepared->content() == prepare(again, settings, {1, 0, "split"})->content());
  } catch (const Error& e) {
    demand(!e.problem().empty() && !e.advice().empty());
  }
  return 0;
}
