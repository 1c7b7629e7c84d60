#include "app/command.hpp"

int main(int argc, char** argv) { return paribus::run_program(argc, argv); }
