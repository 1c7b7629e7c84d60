#pragma once
// The parts that one run is made of, built from its choices; and the manual of every address a study may set.

#include <memory>
#include <string>
#include <vector>

#include "paribus/data/examples.hpp"
#include "paribus/learner/descent.hpp"
#include "paribus/learner/learner.hpp"

namespace paribus {

/// Either a differentiable model, trained by the flow, or a learner of its own kind.
struct Setup {
  explicit Setup(const Choices&);   ///< throws Error on any unknown word or illegal value
  std::string kind;                 ///< of the model or learner
  std::string data_text;            ///< canonical text of what the data part depends on (filled while `data` is read)
  DataSettings data;
  TrainingSettings training;
  OptimizerSettings optimizer;
  std::shared_ptr<const Model> model;      ///< null: `learner` does the work
  std::shared_ptr<const Learner> learner;
  std::vector<Ask> model_asked;     ///< the model's own settings
  std::string model_text;           ///< and of the model (without the way it is trained)
  std::string training_text;        ///< and of the training; empty for a learner
};

/// One line of the manual.
struct Address {
  std::string address;   ///< "optimizer.momentum.beta"
  Ask ask;
  std::string of;        ///< the part or section it belongs to: "momentum", "data"
};
const std::vector<Address>& manual();
const Address* find_address(const std::string&);
/// Only what a run is made of (data, model, optimizer, training) can differ between the cells of a study.
bool may_be_factor(const std::string& address);

/// All of them, and their words: aliases made canonical, unknown addresses refused with the nearest known one.
Choices canonical(const Choices&);
/// "address=value", as it is given to --set. Throws Error if it has no "=".
std::pair<std::string, Value> read_set(const std::string&);

/// The canonical form of an address or of a part's name given under an alias: "optimizer.lr" -> "optimizer.learning_rate".
std::string canonical_address(const std::string&);
Value canonical_value(const std::string& address, const Value&);

}  // namespace paribus
