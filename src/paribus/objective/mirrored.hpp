#pragma once
// A field that packs theta in float32 may offer a mirror (math/mirror.hpp): an optimizer that moves theta in one pass fills
// it on the way. `integrate` opens it, for while it runs nobody but the optimizer moves theta, and closes it at the end.

#include "paribus/math/mirror.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

class Mirrored {
 public:
  virtual kernel::Mirror* mirror() = 0;   ///< null: nothing that it could hold

 protected:
  ~Mirrored() = default;
};

/// The mirror of a field, or null.
inline kernel::Mirror* mirror_of(Field& field) {
  auto* const mirrored = dynamic_cast<Mirrored*>(&field);
  return mirrored ? mirrored->mirror() : nullptr;
}

}  // namespace paribus
