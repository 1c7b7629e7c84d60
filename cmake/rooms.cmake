# paribus_room(name USES rooms... SOURCES files... LINKS targets...)   one static library per room
#
# paribus_parts(room Part catalogue header words...)                   a sort of part of that room
#   Compiles <catalogue>/<word>.cpp for every word and writes the catalogue, a function `catalogue()` that
#   lists the entries in this order. The list is generated rather than self-registered because a linker
#   drops self-registering objects of a static library without a word.

function(paribus_room name)
  cmake_parse_arguments(ROOM "" "" "USES;SOURCES;LINKS" ${ARGN})
  if(NOT ROOM_SOURCES)
    set(ROOM_SOURCES ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp "")
  endif()
  add_library(paribus_${name} STATIC ${ROOM_SOURCES})
  add_library(paribus::${name} ALIAS paribus_${name})
  set_target_properties(paribus_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(paribus_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  list(TRANSFORM ROOM_USES PREPEND paribus_)
  target_link_libraries(paribus_${name} PUBLIC ${ROOM_USES} PRIVATE ${ROOM_LINKS})
  set_property(GLOBAL APPEND PROPERTY PARIBUS_TARGETS paribus_${name})
endfunction()

function(paribus_parts room part catalogue header)
  set(path paribus/${room}/${header})
  if(header MATCHES "/")
    set(path ${header})
  endif()
  set(declared "")
  set(listed "")
  foreach(word IN LISTS ARGN)
    target_sources(paribus_${room} PRIVATE ${catalogue}/${word}.cpp)
    string(APPEND declared "extern const Entry<${part}> ${word};\n")
    string(APPEND listed "      &parts::${catalogue}::${word},\n")
  endforeach()
  set(file ${CMAKE_CURRENT_BINARY_DIR}/${catalogue}.cpp)
  file(CONFIGURE OUTPUT ${file} CONTENT
"// Written by cmake/rooms.cmake from the list in src/paribus/${room}/CMakeLists.txt.
#include \"${path}\"

namespace paribus {
namespace parts::${catalogue} {
${declared}}

const Catalogue<${part}>& ${catalogue}() {
  static const Catalogue<${part}> all{
${listed}  };
  return all;
}
}  // namespace paribus
")
  target_sources(paribus_${room} PRIVATE ${file})
endfunction()
