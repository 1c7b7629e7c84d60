# The page's files become bytes of the library (assembler's .incbin: no copy, no conversion, no compile time).
enable_language(ASM)
set(page ${PROJECT_SOURCE_DIR}/page)
set(modules ${page}/node_modules)

if(NOT EXISTS ${modules}/vega/build/vega.min.js OR NOT EXISTS ${modules}/vega-interpreter/build/vega-interpreter.min.js)
  find_program(NPM npm)
  if(NOT NPM)
    message(FATAL_ERROR "the page's scripts are missing and npm was not found: install nodejs and npm, "
                        "or run 'npm ci --ignore-scripts' in ${page}")
  endif()
  message(STATUS "npm ci --ignore-scripts (the page's scripts)")
  execute_process(COMMAND ${NPM} ci --ignore-scripts WORKING_DIRECTORY ${page}
                  RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    message(FATAL_ERROR "'npm ci --ignore-scripts' failed in ${page}:\n${said}")
  endif()
endif()

set(assets
  markup=${page}/template.html style=${page}/style.css theme=${page}/theme.json script=${page}/page.js
  vega=${modules}/vega/build/vega.min.js
  vega_lite=${modules}/vega-lite/build/vega-lite.min.js
  vega_embed=${modules}/vega-embed/build/vega-embed.min.js
  vega_interpreter=${modules}/vega-interpreter/build/vega-interpreter.min.js)
set(text "/* Written by src/paribus/report/assets.cmake. */\n  .section .rodata\n")
set(files "")
foreach(asset IN LISTS assets)
  string(REGEX MATCH "^([a-z_]+)=(.*)$" unused ${asset})
  set(symbol paribus_asset_${CMAKE_MATCH_1})
  list(APPEND files ${CMAKE_MATCH_2})
  string(APPEND text "  .global ${symbol}, ${symbol}_end\n${symbol}:\n  .incbin \"${CMAKE_MATCH_2}\"\n${symbol}_end:\n")
endforeach()
string(APPEND text "  .section .note.GNU-stack,\"\",%progbits\n")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/assets.S CONTENT "${text}" @ONLY)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/assets.S PROPERTIES OBJECT_DEPENDS "${files}")
target_sources(paribus_report PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/assets.S)
