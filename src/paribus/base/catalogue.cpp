#include "paribus/base/catalogue.hpp"

namespace paribus {

bool named(const Plate& plate, std::string_view name) {
  if (plate.name == name) return true;
  std::string_view rest = plate.aliases;
  while (!rest.empty()) {
    const auto space = rest.find(' ');
    if (rest.substr(0, space) == name) return true;
    rest = space == rest.npos ? std::string_view{} : rest.substr(space + 1);
  }
  return false;
}

}  // namespace paribus
