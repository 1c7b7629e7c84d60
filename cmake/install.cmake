# What `cmake --install` puts in place: the program, the rooms as libraries with their headers, and a package
# so that others write find_package(paribus) and link paribus::flow, paribus::evidence, ...
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/paribus)
list(TRANSFORM PARIBUS_ROOMS PREPEND paribus_ OUTPUT_VARIABLE libraries)
target_compile_features(paribus_base PUBLIC cxx_std_20)  # our headers need it, and every room uses base

install(TARGETS ${libraries} EXPORT paribus ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(room IN LISTS PARIBUS_ROOMS)
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/paribus/${room}/*.hpp)
  list(FILTER headers EXCLUDE REGEX "-inl\\.hpp$")  # compiled once per instruction set; of no use outside
  install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/paribus/${room})
endforeach()
install(EXPORT paribus NAMESPACE paribus:: FILE paribus-targets.cmake DESTINATION ${package})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/paribus-config.cmake.in
  ${PROJECT_BINARY_DIR}/paribus-config.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/paribus-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/paribus-config.cmake ${PROJECT_BINARY_DIR}/paribus-config-version.cmake
  DESTINATION ${package})

if(TARGET paribus)
  install(TARGETS paribus RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
