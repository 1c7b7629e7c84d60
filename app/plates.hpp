#pragma once
// Every catalogue of the house, by its word: what list, explain and schema walk through.

#include <string>
#include <vector>

#include "paribus/base/catalogue.hpp"

namespace paribus {

struct Shelf {
  std::string name;                  ///< "optimizers"
  std::string one;                   ///< "optimizer"
  std::string section;               ///< its part settings stand under "<section>.<name>.": "optimizer"; "": none
  std::vector<const Plate*> plates;
};
std::vector<Shelf> shelves();

}  // namespace paribus
