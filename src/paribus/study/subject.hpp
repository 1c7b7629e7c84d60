#pragma once
// What a study can measure: scores of predictions, where training breaks, or a quantity of the run itself.

#include "paribus/study/run.hpp"

namespace paribus {

/// A number that a subject measures of each run, kept as scores[name] of its result. A run that does not have it (it
/// diverged, or never came to where it is measured) leaves the score out and says why in words[missing(name)]: such
/// runs are counted, never averaged.
struct Quantity {
  std::string name;           ///< the word in study files: "sharpness"
  std::string label;          ///< inside a sentence: "sharpness on the plateau"
  std::string meaning;        ///< how it is measured, in a sentence
  std::string unit;           ///< quantities of one unit share an axis: "curvature", "steps"
  bool logarithmic = true;    ///< a positive number: averaged, drawn and fitted in its logarithm
  std::string foretold = "";  ///< Prediction::axis of theories that foretell it; "": its name
  std::string behind = "";    ///< a curve of its runs whose `at` is a value of this quantity and whose values lie in
                              ///< [0, 1]: drawn as shades behind it, "accuracy" behind a depth
  std::string sought = "";    ///< the place along x where it is `seek` is an answer: "advice", or "truth"; "": it is none
  Range range = {};           ///< all that it can be: the interval of its mean ends there
  Seek seek = Seek::largest;  ///< sought where it is this
};

class Subject {
 public:
  virtual ~Subject() = default;
  /// What it measures, the main one first. None: scores of predictions, or a breaking point.
  virtual std::vector<Quantity> quantities() const { return {}; }
  /// Whether its runs learn from data. If not, it studies a problem of its own: all that counts is under
  /// measure.<name>, and the sections of data, model, optimizer and training have no say.
  virtual bool learns() const { return true; }
  /// Raised when the same settings come to measure something else: a part of the key, so that no older result is taken
  /// for a newer one.
  virtual int version() const { return 1; }
  /// Throws Error if it cannot measure a cell of that setup: asked of every level before the first run.
  virtual void check(const Setup&) const {}
  /// One result per run, in order. Runs that share data come together, so that a subject may compute them side by
  /// side; a result must not depend on its company. Called from several threads.
  virtual std::vector<Result> perform(const Study&, Preparations&, std::span<const Run* const>) const = 0;
};
const Catalogue<Subject>& subjects();

/// A subject that gains nothing from company: each run by itself.
class RunByRun : public Subject {
 public:
  std::vector<Result> perform(const Study&, Preparations&, std::span<const Run* const>) const final;

 private:
  virtual Result one(const Study&, Preparations&, const Run&) const = 0;
};

/// The subject of that name with its settings, "measure.<name>.*" of those choices.
std::unique_ptr<const Subject> make_subject(const std::string& name, const Choices&);

/// Of every subject that has any, or of one.
std::vector<std::string> quantity_names(const std::string& subject = "");

/// A study that measures a quantity asks for quantities of its subject, one of predictions for metrics: throws Error if
/// not.
void check_question(const Study&);

}  // namespace paribus
