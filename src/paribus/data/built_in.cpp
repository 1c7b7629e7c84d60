// The files of data/, taken into the program by the assembler, so that it works from any folder.
#include "paribus/data/built_in.hpp"

// Between two symbols in read-only memory. PARIBUS_DATA_FOLDER is set for this file alone, by CMake.
#define PARIBUS_EMBED(name)                                     \
  asm(".section .rodata\n"                                      \
      ".global paribus_data_" #name "\n"                        \
      ".global paribus_data_" #name "_end\n"                    \
      ".balign 16\n"                                            \
      "paribus_data_" #name ":\n"                               \
      ".incbin \"" PARIBUS_DATA_FOLDER "/" #name ".csv\"\n"     \
      "paribus_data_" #name "_end:\n"                           \
      ".byte 0\n"                                               \
      ".previous\n");                                           \
  extern "C" const char paribus_data_##name[], paribus_data_##name##_end[];

PARIBUS_EMBED(iris)
PARIBUS_EMBED(wine)
PARIBUS_EMBED(breast_cancer)
PARIBUS_EMBED(digits)
PARIBUS_EMBED(diabetes)
PARIBUS_EMBED(sets)

namespace paribus {

std::string_view built_in_bytes(std::string_view name) {
#define PARIBUS_EMBEDDED(word) if (name == #word) return {paribus_data_##word, paribus_data_##word##_end}
  PARIBUS_EMBEDDED(iris);
  PARIBUS_EMBEDDED(wine);
  PARIBUS_EMBEDDED(breast_cancer);
  PARIBUS_EMBEDDED(digits);
  PARIBUS_EMBEDDED(diabetes);
  PARIBUS_EMBEDDED(sets);
  return {};
}

}  // namespace paribus
