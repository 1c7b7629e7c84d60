#include "paribus/report/assets.hpp"

// The symbols are defined in assets.S, which CMake writes: one pair around the bytes of each file.
#define PARIBUS_ASSET(name)                                                          \
  extern "C" const char paribus_asset_##name[], paribus_asset_##name##_end[];        \
  namespace paribus::assets {                                                        \
  std::string_view name() {                                                          \
    return {paribus_asset_##name, static_cast<std::size_t>(paribus_asset_##name##_end - paribus_asset_##name)}; \
  }                                                                                  \
  }

PARIBUS_ASSET(markup)
PARIBUS_ASSET(style)
PARIBUS_ASSET(theme)
PARIBUS_ASSET(script)
PARIBUS_ASSET(vega)
PARIBUS_ASSET(vega_lite)
PARIBUS_ASSET(vega_embed)
PARIBUS_ASSET(vega_interpreter)
