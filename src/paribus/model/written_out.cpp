#include "paribus/model/written_out.hpp"

#include "paribus/base/error.hpp"
#include "paribus/base/text.hpp"

namespace paribus {

void check_written_out(const std::string& what, std::size_t rows, std::size_t columns, const std::string& hint) {
  constexpr std::size_t most = (std::size_t{2} << 30) / sizeof(double);
  if (columns == 0 || rows <= most / columns) return;  // a division: the product could overflow
  const double size = static_cast<double>(rows) * static_cast<double>(columns) * sizeof(double);
  throw Error(what + " of " + std::to_string(rows) + " x " + std::to_string(columns) + " numbers would take " +
                  text::number(size / 1e9) + " GB, and 2.1 GB is the most that is written out",
              hint);
}

}  // namespace paribus
