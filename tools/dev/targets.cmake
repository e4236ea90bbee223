# One library a second-level folder. Its LINKS are the rule of who may know whom: what is not linked is not found.
#
# The release preset compiles the files of a target four at a time (CMake's "unity build"), where a folder does not say
# otherwise: together they read their headers and make their templates once. For console/model, tests/model and
# tests/link that is 67 s of compiling instead of 120; eight at a time bring no more. Two files of one target can then
# not give different things the same hidden name. The other presets compile each file by itself.

add_library(carehub_options INTERFACE)
target_compile_options(carehub_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -ffp-contract=off
                                                 -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # The compiler looks for memory to give back once it holds 128 MiB, and with the precompiled header it starts above that.
  # From 512 MiB on, a build takes a twelfth less.
  target_compile_options(carehub_options INTERFACE "SHELL:--param ggc-min-heapsize=524288")
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12, optimising, sees overlaps and overruns inside std::string that are not there (GCC bugs 105329, 105651). Clang
  # builds the same code with its own array bounds warnings, and the address sanitizer runs the tests.
  target_compile_options(carehub_options INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # std::stable_sort of libstdc++ 12 calls what C++17 deprecated, and clang reports it inside that header. In our own code
  # g++ has the same warning.
  target_compile_options(carehub_options INTERFACE -Wno-deprecated-declarations)
endif()
target_include_directories(carehub_options INTERFACE ${CMAKE_SOURCE_DIR})
target_link_libraries(carehub_options INTERFACE Threads::Threads)
# tools/dev/sanitize builds and runs the tests with these. The standard library checks indices as well.
if(CAREHUB_SANITIZE STREQUAL "address")
  set(sanitizers -fsanitize=address,undefined)
elseif(CAREHUB_SANITIZE STREQUAL "thread")
  set(sanitizers -fsanitize=thread)
endif()
if(CAREHUB_SANITIZE)
  target_compile_options(carehub_options INTERFACE ${sanitizers} -fno-sanitize-recover=all -O1 -g1)
  target_compile_definitions(carehub_options INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(carehub_options INTERFACE ${sanitizers})
endif()

# What the dispatcher takes its memory from: half of a decision is small pieces taken and given back. A sanitizer brings
# its own.
add_library(carehub_allocator INTERFACE)
if(NOT CAREHUB_SANITIZE)
  target_link_libraries(carehub_allocator INTERFACE PkgConfig::TCMALLOC)
  target_compile_definitions(carehub_allocator INTERFACE CAREHUB_TCMALLOC)
endif()

# The vocabulary's headers are read by nearly every file; precompiled, they halve the build. A precompiled header serves
# one set of flags: as shipped; for tests, which are compiled without optimising; and for what reads command lines, by a
# heavy library, and is optimised little. Not -O0: the linker would keep its copies of inline functions for the whole program.
add_library(carehub_unoptimised INTERFACE)
target_compile_options(carehub_unoptimised INTERFACE -O0)
add_library(carehub_commands INTERFACE)
target_compile_options(carehub_commands INTERFACE -O1)
target_link_libraries(carehub_commands INTERFACE CLI11::CLI11)

# Named as they are included, not by where this checkout lies, so that ccache knows them in every checkout.
function(carehub_precompile name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LINKS" ${ARGN})
  add_library(${name} OBJECT ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/precompiled.cpp)
  target_link_libraries(${name} PRIVATE carehub_options fmt::fmt Boost::headers ${ARG_LINKS})
  target_precompile_headers(${name} PRIVATE <tools/dev/common.hpp> ${ARG_HEADERS})
endfunction()
carehub_precompile(carehub_precompiled)
carehub_precompile(carehub_precompiled_tests HEADERS <catch2/catch.hpp> LINKS carehub_unoptimised Catch2::Catch2)
carehub_precompile(carehub_precompiled_commands HEADERS <CLI/CLI.hpp> LINKS carehub_commands)

function(carehub_precompiled_headers name from)
  add_dependencies(${name} ${from})
  target_precompile_headers(${name} REUSE_FROM ${from})
endfunction()

# What reads command lines.
function(carehub_reads_commands name)
  target_link_libraries(${name} PRIVATE carehub_commands)
  carehub_precompiled_headers(${name} carehub_precompiled_commands)
endfunction()

# carehub_library(protocols_base SOURCES a.cpp LINKS fmt::fmt)
# COMMANDS: it reads command lines.
function(carehub_library name)
  cmake_parse_arguments(ARG "COMMANDS" "" "SOURCES;LINKS" ${ARGN})
  if(NOT ARG_SOURCES)
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE carehub_options ${ARG_LINKS})
    return()
  endif()
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC carehub_options ${ARG_LINKS})
  if(ARG_COMMANDS)
    carehub_reads_commands(${name})
  else()
    carehub_precompiled_headers(${name} carehub_precompiled)
  endif()
endfunction()

# carehub_program(carehubctl COMMANDS SOURCES main.cpp LINKS console_link)
function(carehub_program name)
  cmake_parse_arguments(ARG "COMMANDS" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE carehub_options ${ARG_LINKS})
  if(ARG_COMMANDS)
    carehub_reads_commands(${name})
  else()
    carehub_precompiled_headers(${name} carehub_precompiled)
  endif()
endfunction()

# carehub_test_library(test_hub SOURCES hub_fixture.cpp LINKS dispatcher_core): what several test programs share.
function(carehub_test_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC carehub_options ${ARG_LINKS} PRIVATE carehub_unoptimised Catch2::Catch2)
  carehub_precompiled_headers(${name} carehub_precompiled_tests)
endfunction()

# carehub_tests(core SOURCES decide_test.cpp LINKS dispatcher_core).
function(carehub_tests name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name}_tests ${ARG_SOURCES})
  target_link_libraries(${name}_tests PRIVATE carehub_options carehub_unoptimised ${ARG_LINKS} Catch2::Catch2WithMain)
  carehub_precompiled_headers(${name}_tests carehub_precompiled_tests)
  target_include_directories(${name}_tests PRIVATE ${CMAKE_BINARY_DIR}/generated)  # tests/support/paths.hpp
  add_test(NAME ${name} COMMAND ${name}_tests)
endfunction()
