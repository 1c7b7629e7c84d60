#pragma once
// Numbers in columns, as R prints them: people who read such tables every day should find every digit where they expect
// it. Source: R 4.2, formatReal (src/main/format.c), printCoefmat, format.pval, symnum.

#include <string>
#include <vector>

#include "paribus/math/matrix.hpp"

namespace paribus::r {

/// All of one width, right-aligned, fixed or scientific, with as few digits as show each number to `digits` significant
/// ones. NaN: "NA".
std::vector<std::string> format(View values, int digits);

double round(double x, int decimals);                         ///< half to even, in decimal as far as a double knows it
std::vector<std::string> format_p(View values, int digits);   ///< "<2e-16" below the precision of a double
std::string stars(double p);                                  ///< "***" to 0.001, "**" to 0.01, "*" to 0.05, "." to 0.1

/// A table of coefficients: estimates and standard errors in one format, statistics, p values and stars.
/// The cells of each row; a column whose numbers are all NaN is left out, its heading with it.
struct Coefficients {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
};
Coefficients coefficients(View estimate, View error, View statistic, View p, const std::string& statistic_name, int digits = 4);

}  // namespace paribus::r
