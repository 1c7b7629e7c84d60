#pragma once
// A formula from the literature that foretells something we also measure. The page draws its value beside the
// measured one, with its assumption and whether the run meets it. A broken assumption is named: the formula is then
// a local law whose miss is the finding. Where no formula exists it predicts nothing and says why.

#include <map>
#include <optional>
#include <string>

#include "paribus/base/catalogue.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// Facts measured before or in a run, or chosen: name -> numbers. "lambda_max", "learning_rate", "beta".
using Facts = std::map<std::string, Vector>;
/// Words that are not numbers: "optimizer" -> "momentum", "objective" -> "quadratic".
using Words = std::map<std::string, std::string>;

struct Prediction {
  enum class Kind { equality, upper, lower, law, trend };
  enum class Assumption { met, broken, unknown };
  std::string axis;       ///< what is predicted: "learning_rate", "objective"
  Vector values;          ///< one number, or one per fact of the axis "steps"
  Kind kind = Kind::equality;
  Assumption assumption = Assumption::unknown;
  std::string why;        ///< the assumption in words; if broken, what breaks it
  std::string formula;    ///< as used here: "2(1+b)/lambda"
};

class Theory {
 public:
  virtual ~Theory() = default;
  virtual std::string_view foretells() const = 0;               ///< the measurement it stands beside
  virtual std::vector<std::string> needs() const = 0;           ///< names of facts and words
  /// Nothing when no such prediction exists (`silence` then says why in a sentence).
  virtual std::optional<Prediction> predict(const Facts&, const Words&) const = 0;
  virtual std::string silence(const Words&) const { return ""; }
  /// Why it predicts nothing from these facts, as the end of a sentence; "" if it predicts.
  virtual std::string objection(const Facts&, const Words&) const;
};
const Catalogue<Theory>& theories();

}  // namespace paribus
