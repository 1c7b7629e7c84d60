// Random bytes as a model file: an Error or a model whose parts go together, never a crash, no memory beyond what the
// bytes can hold; and what was read is written as the same content. By run.sh.
//
// Byte 0 chooses how much is written for the fuzzer, which cannot guess a hash: nothing, the hash, or the first lines too.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>

#include "paribus/base/hash.hpp"
#include "paribus/data/preprocessing.hpp"
#include "paribus/learner/constant.hpp"
#include "paribus/learner/model_file.hpp"

namespace {

using namespace paribus;

void demand(bool promise) {
  if (!promise) std::abort();
}

std::string with_hash(std::string bytes) {
  const Hash h = sha256(bytes);
  return bytes.append(reinterpret_cast<const char*>(h.bytes.data()), h.bytes.size());
}

// The head is what stands before the first line feed.
std::string with_lines(const std::string& bytes) {
  const auto end = std::min(bytes.find('\n'), bytes.size());
  const std::string digits = std::to_string(end);
  return "paribus model 1\nhead " + std::string(10 - digits.size(), '0') + digits + "\n" + bytes.substr(0, end) + (end < bytes.size() ? bytes.substr(end + 1) : "");
}

// A table with one value per column and known and unknown categories.
Dataset table(const Preprocessing& p) {
  Dataset d;
  for (const auto& e : p.expected(true)) {
    Column c{e.name, e.role, e.categorical, {0, NAN}, e.categories};
    if (e.role == Role::target) c.values[1] = 0;
    d.columns.push_back(std::move(c));
  }
  return d;
}

void check_preprocessing(const ModelFile& file) {
  const auto p = Preprocessing::restore(file.head, file.arrays);
  demand(Preprocessing::restore(p.keep(), p.arrays()).features() == p.features());
  const Dataset d = table(p);
  const std::uint32_t rows[] = {0, 1};
  const Examples e = p.apply(d, rows);
  demand(e.x.rows == 2 && e.x.columns == p.features().size());
  demand(e.y.columns == std::max<std::size_t>(p.classes.size(), 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 1) return 0;
  std::string all(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  if (bytes[0] % 4 == 3) all = with_lines(all);
  if (bytes[0] % 4 != 0) all = with_hash(all);
  try {
    const ModelFile model = parse_model(all, "fuzz");
    std::size_t numbers = 0;
    for (const auto& [name, a] : model.arrays) {
      demand(a.values.size() == a.rows * a.columns);
      numbers += a.values.size();
    }
    demand(8 * numbers <= all.size());
    const std::string written = model_bytes(model);
    demand(model_bytes(parse_model(written, "again")) == written);
    Kept kept{{}, model.arrays, 2, 3};
    try {
      demand(restore_constant(kept)->predict({Matrix(1, 2), Matrix(1, 3), {}}).columns == 3);
    } catch (const Error&) {
    }
    check_preprocessing(model);
  } catch (const Error& e) {
    demand(!e.problem().empty() && !e.advice().empty());
  }
  return 0;
}
