# Highway 1.0.3 or later: vectors and run-time dispatch. The floor -march=x86-64-v3 makes AVX2 the lowest of its
# targets, so it compiles two: AVX2 and AVX-512.
find_package(hwy REQUIRED CONFIG)
target_sources(paribus_math PRIVATE kernel.cpp kernel_call.cpp kernel_target.cpp nearest.cpp nearest_call.cpp lloyd.cpp)
target_link_libraries(paribus_math PRIVATE $<BUILD_INTERFACE:hwy::hwy>)
