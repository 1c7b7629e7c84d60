// Random bytes as a table: an Error or a sound Dataset, never a crash, and the same answer twice. By run.sh.
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "paribus/data/csv.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/data/examples.hpp"

namespace {

using namespace paribus;

void demand(bool promise) {
  if (!promise) std::abort();
}

void check(const Dataset& data) {
  demand(!data.columns.empty() && data.rows() > 0 && data.target() != nullptr);
  for (const auto& column : data.columns) {
    demand(column.values.size() == data.rows() && !column.name.empty());
    demand(column.categorical == !column.categories.empty());
    for (const double x : column.values) {
      demand(!std::isinf(x));
      demand(!(column.role == Role::target && std::isnan(x)));
      if (column.categorical && !std::isnan(x))
        demand(x >= 0 && x == std::floor(x) && x < static_cast<double>(column.categories.size()));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // The first byte chooses the target, so that named targets are tried too.
  const std::string target = size == 0 || bytes[0] % 4 ? "" : std::string(1, static_cast<char>('a' + bytes[0] % 26));
  const std::string_view text{reinterpret_cast<const char*>(bytes) + (size > 0), size - (size > 0)};
  try {
    const Dataset data = read_csv({"fuzz.csv", text}, target);
    check(data);
    demand(!describe(data).empty());
    const Settings none;
    DataSettings settings(none);
    settings.impute = "mean";
    const auto prepared = prepare(data, settings, {1, 0, "split"});
    for (const auto* part : {&prepared->train, &prepared->validation, &prepared->test}) {
      demand(part->size() > 0);
      demand(part->x.values.size() == part->size() * prepared->features.size());
    }
    demand(prepared->content() == prepare(read_csv({"fuzz.csv", text}, target), settings, {1, 0, "split"})->content());
  } catch (const Error& e) {
    demand(!e.problem().empty() && !e.advice().empty());
  }
  return 0;
}
