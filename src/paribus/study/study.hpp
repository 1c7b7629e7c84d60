#pragma once
// A study: measurements that differ in named factors, and the question they answer.

#include <memory>
#include <string>
#include <vector>

#include "paribus/design/design.hpp"
#include "paribus/learner/threshold.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {

/// The [threshold] section: where does training break?
struct ThresholdSettings {
  explicit ThresholdSettings(const Settings&);
  std::vector<std::string> definitions;       ///< empty: not measured
  double tolerance;
  std::uint64_t steps(const std::string& model) const;

 private:
  std::uint64_t steps_;
  std::vector<std::pair<std::string, std::uint64_t>> own_;
};

/// The [measure] section: what is measured of every run.
struct MeasureSettings {
  explicit MeasureSettings(const Settings&);
  std::string kind;             ///< a subject: "predict", or one that measures a quantity of the run itself
  bool predicts() const { return kind == "predict"; }
};

/// The [replicates] section: what varies between repeated runs of one cell.
struct ReplicateSettings {
  explicit ReplicateSettings(const Settings&);
  std::size_t count;
  bool start, batches, split, noise;   ///< what varies
  std::uint64_t seed;
  std::string varied() const;   ///< "random starts and batches"
};

/// The [answer] section: the question.
struct AnswerSettings {
  explicit AnswerSettings(const Settings&);
  std::string metric;                  ///< "default": accuracy or r2, by the task
  std::string quantity;                ///< of the measured subject; "default": its first
  std::string along;                   ///< address of the factor along x; "": the numeric one of most levels
  double margin, level, target;        ///< target: the score of steps_to_target; NaN: none
  std::vector<std::string> compare;    ///< addresses of factors: this declares the family
  std::string at, judge, reference;
  std::vector<std::string> also, theory;
  std::vector<std::string> baselines;  ///< learners whose scores stand beside
};

struct DesignSettings {
  explicit DesignSettings(const Settings&);
  std::string kind;
  std::uint64_t max_runs;
};

struct Study {
  std::string name;                    ///< of the file, without ending: names the results folder
  std::string title, path, text;       ///< text: the exact bytes read
  Choices choices;                     ///< everything said, canonical, with --set applied
  Choices fixed;                       ///< without [factors]: what every cell starts from
  std::vector<Factor> factors;
  MeasureSettings measure;
  ThresholdSettings threshold;
  ReplicateSettings replicates;
  AnswerSettings answer;
  DesignSettings design;
  std::shared_ptr<const Design> plan;
};

/// Reads and checks a study file; `sets` are "address=value" from the command line and win over the file.
/// Throws Error with file:line:column. The file is at most 1 MiB.
Study read_study(const std::string& path, const std::vector<std::string>& sets = {});
/// The same of a text that stands, or will stand, at `path`.
Study parse_study(const std::string& text, const std::string& path, const std::vector<std::string>& sets = {});
Study make_study(const std::string& name, const std::string& path, const std::string& text, Choices);

/// The flat choices of a TOML text (study/toml.cpp, the only file that knows the library).
Choices read_toml(const std::string& text, const std::string& path);

/// Number of training runs that a study asks for, counted without making them; saturates.
std::uint64_t count_runs(const Study&);

}  // namespace paribus
