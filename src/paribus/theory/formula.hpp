#pragma once
// Most theories are a short list of formulas. A formula states once what it foretells, what it needs, where it holds
// and how it is computed; from this follow needs(), the checks before it speaks, and the sentence when it does not.

#include <functional>

#include "paribus/base/settings.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {

/// One fact or word that a formula is given.
struct Need {
  std::string name;
  Range range = {};                         ///< of each number
  bool list = false;                        ///< one number or more; else exactly one
  std::string as_long_as = "";              ///< the list that has as many numbers
  std::vector<std::string> words = {};      ///< not empty: it is a word, and these are the ones for which it holds
  std::optional<std::string> absent = {};   ///< a word's default; with no `words`: any word will do
  std::optional<double> otherwise = {};     ///< a number's default
  bool whole = false;                       ///< each number is a whole one
  bool ascending = false;                   ///< each number is above the one before
};
Need number(std::string name, Range);
Need number(std::string name, Range, double otherwise);
Need numbers(std::string name, Range, std::string as_long_as = "");
Need whole(Need);                                            ///< the same, of whole numbers
Need ascending(Need);                                        ///< the same, each number above the one before
Need word(std::string name, std::vector<std::string> legal);
Need word(std::string name, std::vector<std::string> legal, std::string otherwise);  ///< legal {}: any word

/// What a formula asked for, checked: each need is there and within its range.
struct Given {
  Facts facts;
  Words words;
  double operator[](const std::string& name) const { return facts.at(name).at(0); }
  const Vector& all(const std::string& name) const { return facts.at(name); }
  bool is(const std::string& name, std::string_view word) const { return words.at(name) == word; }
};

/// A law about one way to take steps stands beside runs of any: it asks for the word "optimizer", and judges by it.
Need optimizer_if_known();
/// Met if the optimizer is `own`, broken by another; unknown, with `why` as it is, where no word says which it is.
void judge_optimizer(const Given&, std::string_view own, Prediction&);
/// The same for a law of the gradient flow. What gradient descent leaves out depends on its steps: unknown.
void judge_flow(const Given&, Prediction&);

/// A law of smooth fields stands beside runs of any: it asks for the word "field", "smooth" if none is told, and is broken
/// where that is "bends" (ReLU: gradients turn a corner wherever a unit switches on). Broken?
Need field_if_it_bends();
bool bends(const Given&, Prediction&);

struct Formula {
  std::string quantity;       ///< what it foretells, the prediction's axis: "sharpness"
  Prediction::Kind kind;
  std::string text;           ///< as used: "2/η"
  std::string assumption;     ///< in words: the prediction's `why` unless `values` says more
  std::vector<Need> needs;
  /// Fills values, and whether the assumption is met (unknown if it does not say). Returns "" or why it cannot.
  std::function<std::string(const Given&, Prediction&)> values;
};

/// It answers with the first formula of the quantity that the word "quantity" names (the first formula's if that word
/// is absent) whose needs are met. No value is ever infinite or not a number. Two formulas of one quantity may be of
/// different kinds, the sharper first; the word "kind" ("equality", "upper", "lower", "law", "trend") asks for one.
class Formulary : public Theory {
 public:
  explicit Formulary(std::vector<Formula> formulas) : formulas_{std::move(formulas)} {}
  std::string_view foretells() const override { return formulas_.front().quantity; }
  std::vector<std::string> needs() const override;       ///< of all its formulas, each once
  std::optional<Prediction> predict(const Facts&, const Words&) const override;
  std::string silence(const Words&) const override;
  std::string objection(const Facts&, const Words&) const override;
  const std::vector<Formula>& formulas() const { return formulas_; }

 private:
  std::string decide(const Facts&, const Words&, std::optional<Prediction>&) const;
  std::vector<Formula> formulas_;
};
std::string_view name_of(Prediction::Kind);  ///< "equality", "upper", "lower", "law", "trend"

}  // namespace paribus
