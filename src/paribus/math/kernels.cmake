# Highway 1.0.3 or later: vectors and run-time dispatch, for AVX2 and AVX-512. It takes -march=x86-64-v3 for less than
# its AVX2, which asks for AES too: unless told otherwise it would compile SSSE3 and SSE4 as well, for nobody.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set_source_files_properties(kernel.cpp update.cpp nearest.cpp scatter.cpp compensated.cpp PROPERTIES COMPILE_DEFINITIONS
    "HWY_BASELINE_TARGETS=HWY_AVX2;HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_SSE4)")
endif()
find_package(hwy REQUIRED CONFIG)
target_sources(paribus_math PRIVATE kernel.cpp kernel_call.cpp kernel_target.cpp update.cpp update_call.cpp nearest.cpp nearest_call.cpp lloyd.cpp
  scatter.cpp scatter_call.cpp compensated.cpp)
target_link_libraries(paribus_math PRIVATE $<BUILD_INTERFACE:hwy::hwy>)
