#include "paribus/cluster/clustering.hpp"

namespace paribus {

void check_groups(const Matrix& x, std::size_t groups, std::string_view way) {
  if (groups == 0 || groups > x.rows)
    throw Error(std::string(way) + " cannot make " + std::to_string(groups) + " groups of " + std::to_string(x.rows) + " rows",
                "ask for 1 group at least, and for no more groups than there are rows");
}

}  // namespace paribus
