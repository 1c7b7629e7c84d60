// Random bytes as files of one format: an Error or a sound Dataset, never a crash, no memory beyond what the bytes can
// hold, and the same answer twice. By run.sh. One program with a target per reader, chosen by the variable PARIBUS_FUZZ:
// arff, libsvm, json, npy, npz, r (plain), lazy, packed (R’s, in any packing).
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "paribus/data/arff.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/data/json_lines.hpp"
#include "paribus/data/libsvm.hpp"
#include "paribus/data/npy.hpp"
#include "paribus/data/r_data.hpp"

namespace {

using namespace paribus;

void demand(bool promise) {
  if (!promise) std::abort();
}

// All numbers of the table are sound, and the text of it all is.
void check(const Dataset& data) {
  demand(!data.columns.empty() && data.rows() > 0 && data.target() != nullptr);
  for (const auto& column : data.columns) {
    demand(column.values.size() == data.rows() && !column.name.empty());
    demand(column.categorical == !column.categories.empty());
    for (const double x : column.values) {
      demand(!std::isinf(x));
      demand(!(column.role == Role::target && std::isnan(x)));
      if (column.categorical && !std::isnan(x)) demand(x >= 0 && x == std::floor(x) && x < static_cast<double>(column.categories.size()));
    }
  }
}

Dataset arff(std::string_view b) { return read_arff({"f.arff", b}, ""); }
// How many inputs were not read, said at the end.
struct PassedOver {
  std::uint64_t count = 0;
  ~PassedOver() {
    if (count > 0) std::fprintf(stderr, "inputs that were passed over: %llu\n", static_cast<unsigned long long>(count));
  }
} passed;

// An index of five digits is as many columns, 10 ms and more: of such files one in 64 is read.
bool passed_over(std::string_view b) {
  std::size_t digits = 0;
  std::uint64_t hash = 0;
  bool wide = false;
  for (const char c : b) {
    wide = wide || (c == ':' && digits > 4);
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  return wide && (hash >> 32) % 64 != 0;
}
Dataset libsvm(std::string_view b) { return read_libsvm({"f.svm", b}, ""); }
Dataset json(std::string_view b) { return read_json({"f.jsonl", b}, ""); }
Dataset npy(std::string_view b) { return read_npy({"f.npy", b}, ""); }
Dataset npz(std::string_view b) { return read_npz({"f.npz", b}, "", ""); }
Dataset r(std::string_view b) { return r_table(choose_table(read_r({"f.rda", b}), "", "f.rda"), "x", "f.rda", ""); }
Dataset packed(std::string_view b) { return read_r_data({"f.rda", b}, "", ""); }
Dataset lazy(std::string_view b) {  // the first byte says how long the index is
  const std::size_t n = b.empty() ? 0 : std::min<std::size_t>(b.size() - 1, 2 * static_cast<unsigned char>(b[0]));
  return read_r_lazy({"f.rdx", b.substr(b.empty() ? 0 : 1, n)}, {"f.rdb", b.substr(std::min(b.size(), n + 1))}, "m", "");
}

const std::string chosen = std::getenv("PARIBUS_FUZZ") ? std::getenv("PARIBUS_FUZZ") : "";

Dataset read(std::string_view bytes) {
  if (chosen == "arff") return arff(bytes);
  if (chosen == "libsvm") return libsvm(bytes);
  if (chosen == "json") return json(bytes);
  if (chosen == "npy") return npy(bytes);
  if (chosen == "npz") return npz(bytes);
  if (chosen == "r") return r(bytes);
  if (chosen == "packed") return packed(bytes);
  if (chosen == "lazy") return lazy(bytes);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (chosen == "libsvm" && passed_over(text)) {
    ++passed.count;
    return -1;   // and not kept as a beginning
  }
  try {
    const Dataset data = read(text);
    check(data);
    if (data.columns.size() > 200 || data.rows() > 20000) return 0;
    demand(!describe(data).empty());
    const Dataset again = read(text);
    demand(describe(data) == describe(again));
  } catch (const Error& e) {
    demand(!e.problem().empty() && !e.advice().empty());
  }
  return 0;
}
