#pragma once
// The doorplate of a part and the list of all parts of one sort. A part is one file and one word: the file
// ends in an Entry, the word stands in the room's CMakeLists.txt, which writes the catalogue.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "paribus/base/error.hpp"
#include "paribus/base/settings.hpp"

namespace paribus {

/// What every list, help text, legend and schema says of a part, without opening its file.
struct Plate {
  std::string_view name;          ///< the word used in study files: the file's own name
  std::string_view label;         ///< the words used in legends and sentences
  std::string_view summary;       ///< one plain sentence
  std::string_view formula = "";  ///< the update, the objective or the definition, exactly
  std::string_view source = "";   ///< paper and place
  std::string_view aliases = "";  ///< other accepted words, separated by spaces
};

/// One part of the sort `Part`.
template <class Part>
struct Entry : Plate {
  std::unique_ptr<const Part> (*make)(const Settings&);
};

/// The entry of a class that reads its own settings in its constructor (or has none).
template <class Part, class Kind>
constexpr Entry<Part> entry(Plate plate) {
  return {plate, [](const Settings& s) -> std::unique_ptr<const Part> {
            if constexpr (std::is_constructible_v<Kind, const Settings&>) return std::make_unique<Kind>(s);
            else return std::make_unique<Kind>();
          }};
}

template <class Part>
using Catalogue = std::vector<const Entry<Part>*>;

bool named(const Plate&, std::string_view name);  ///< by its name or one of its aliases

template <class Part>
std::vector<std::string> names(const Catalogue<Part>& all) {
  std::vector<std::string> out;
  for (const auto* e : all) out.emplace_back(e->name);
  return out;
}

/// The entry of that name or alias, or nothing.
template <class Part>
const Entry<Part>* find(const Catalogue<Part>& all, std::string_view name) {
  for (const auto* e : all)
    if (named(*e, name)) return e;
  return nullptr;
}

/// The entry of that name or alias. Throws Error naming the nearest known one; `sort` is the word for the
/// user: "optimizer".
template <class Part>
const Entry<Part>& get(const Catalogue<Part>& all, std::string_view name, std::string_view sort, const Where& where = {}) {
  if (const auto* e = find(all, name)) return *e;
  throw Error("unknown " + std::string(sort) + " '" + std::string(name) + "'", suggestion(name, names(all)), where);
}

/// A part's settings, found by building it with nothing given.
template <class Part>
std::vector<Ask> asks(const Entry<Part>& e) {
  const Settings none;
  e.make(none);
  return none.asked();
}

}  // namespace paribus
