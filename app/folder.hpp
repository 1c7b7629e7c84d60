#pragma once
// The results folder and the machine.

#include "paribus/evidence/result.hpp"
#include "paribus/report/answer.hpp"

namespace paribus {

/// Makes the folder if need be and proves that a file can be written in it. Throws Error otherwise.
void check_writable(const std::string& folder);

/// page.html, figures/*.vl.json, runs.csv and, if given, study.toml.
void write_results(const std::string& folder, const Answer&, const Results&, const std::string& study);

/// Host, program version, numerics version and instruction set.
void describe_host(Answer::Ran&);

}  // namespace paribus
