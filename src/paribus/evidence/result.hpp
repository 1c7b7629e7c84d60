#pragma once
// One measurement as evidence and report see it: what was chosen, in which block, what came out. A study's
// records become Results, and so do the rows of a table made by any other tool.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "paribus/base/choices.hpp"
#include "paribus/base/outcome.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// Numbers along a run: values[i] at step at[i].
struct Curve {
  std::string name;
  Vector at, values;
};

struct Result {
  std::string subject;                     ///< what was measured: "predict", "threshold", ...
  Choices levels;                          ///< address of a factor -> its level
  std::string block;                       ///< replicate or dataset: results of one block are paired
  Outcome outcome = Outcome::finished;
  std::map<std::string, double> scores;    ///< "validation.accuracy" -> 0.97
  std::map<std::string, Vector> facts;     ///< "lambda_max" -> {7.2}
  std::map<std::string, std::string> words;  ///< facts that are not numbers: "objective" -> "quadratic"
  std::vector<Curve> curves;
};
using Results = std::vector<Result>;

/// The word under which a result that lacks a score says why: "no_sharpness".
inline std::string missing(const std::string& score) { return "no_" + score; }
/// The fact under which a result says the standard error of a score, if it knows it: "gap_error".
inline std::string error_of(const std::string& score) { return score + "_error"; }

/// Where along x a score is an answer: where it is largest, or least, or first not exceeded by the next level by more
/// than its standard error.
enum class Seek { largest, least, settled };
constexpr std::string_view word(Seek s) {
  return s == Seek::largest ? "largest" : s == Seek::least ? "least" : "settled (within a standard error of the next level)";
}

}  // namespace paribus
