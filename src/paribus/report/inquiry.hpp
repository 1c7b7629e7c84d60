#pragma once
// From results to an answer: which factor is drawn along x, in colors and in panels, and every number of the page.

#include <map>

#include "paribus/evidence/choice.hpp"
#include "paribus/evidence/judge.hpp"
#include "paribus/report/answer.hpp"

namespace paribus {

/// What must be known beside the results.
struct Inquiry {
  Question question;
  Answer::Score metric;
  std::string judge;                           ///< name in the catalogue
  Family family;
  Population population = Population::starts;
  double target = 0;                           ///< of steps_to_target; NaN: none
  std::vector<std::string> theories;
  std::vector<Answer::Quantity> quantities;    ///< what is asked instead of a score, the question's first; empty: the score
  std::string along;                           ///< address of the factor along x; "": the scale of most levels
  std::uint64_t seed = 1;                      ///< names the resampling streams
  std::string model;                           ///< the label of every cell's model; "": it is a factor
  std::map<std::string, std::string> labels;   ///< "optimizer.kind" -> "optimizer", "optimizer.kind=adam" -> "Adam"

  double overlap() const { return population == Population::new_data ? family.test_over_train : 0; }
  std::string label(const std::string& address) const;
  std::string label(const std::string& address, const Value&) const;
};

/// Fills everything that follows from results; data, plan and ran are the caller's to fill.
Answer answer(const Results&, const Inquiry&);

/// Which factor plays which part on the page, and results sorted accordingly.
class Layout {
 public:
  Layout(const Results&, const Inquiry&, const Answer&);
  struct Place { std::size_t panel, series, facet, level; };
  /// Where a result of the grid stands; nothing if a factor that is not drawn is off its panel's best level.
  const std::vector<std::pair<Place, const Result*>>& grid() const { return grid_; }
  std::size_t index(const Answer::Group&, const Choices& levels) const;   ///< of a group's level; 0 if the group is empty

 private:
  std::vector<std::pair<Place, const Result*>> grid_;
};

/// Scores of one cell on the test part, by block: "test.accuracy" of a question about "validation.accuracy".
std::map<std::string, double> opened(const Results&, const Choices& levels, const Question&);

/// The group's level that those choices name; 0 if the group is empty.
std::size_t level_index(const Answer::Group&, const Choices& levels);

// The parts of an answer, each in its own file.
void add_points(Answer&, const Layout&, const Inquiry&);                       // points.cpp: points, bands, reached
void add_breaks(Answer&, const Layout&, const Results&, const Inquiry&);       // breaks.cpp: ratios, collapse, overlays
void add_shares(Answer&, const Results&, const Inquiry&);                      // shares.cpp
void add_verdicts(Answer&, const Results&, const Inquiry&);                    // verdicts.cpp
void add_baselines(Answer&, const Results&, const Inquiry&);                   // baselines.cpp
void add_ranking(Answer&, const Results&, const Inquiry&);                     // ranking.cpp, of a study of many data sets

void add_laws(Answer&, const Results&, const Inquiry&);                        // laws.cpp, of a study of quantities
void add_traces(Answer&, const Results&, const Inquiry&);                      // traces.cpp
void add_coefficients(Answer&, const Results&, const Inquiry&);                // coefficients.cpp, after the laws

/// With its t interval; one value: itself; a non-finite value: NaN. Replicates that share training rows (new splits of
/// one table) know less than they seem to: `overlap`, test rows over training rows, widens the interval by the
/// variance factor 1/J + overlap of Nadeau & Bengio 2003. 0: independent replicates.
Estimate mean_estimate(const Vector&, double overlap = 0, double confidence = 0.95);
Estimate geometric_estimate(const Vector&, double overlap = 0, double confidence = 0.95);   ///< of positive numbers, through the mean of logarithms

}  // namespace paribus
