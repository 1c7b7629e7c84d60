#pragma once
// Which cells are compared. Everything chosen is chosen on validation scores; the test part is opened only for
// the cells named here.

#include <vector>

#include "paribus/evidence/result.hpp"

namespace paribus {

/// A factor as evidence sees it.
struct Levels {
  std::string address;
  std::vector<Value> values;
  bool scale = false;         ///< numbers along a line (a range, or numeric levels)
  bool logarithmic = false;
};

struct Question {
  std::string score;                     ///< "validation.accuracy"
  bool higher = true;                    ///< is better
  std::vector<Levels> factors;
  std::vector<std::string> compare;      ///< addresses: the family
  std::vector<std::string> panels;       ///< addresses of factors within whose levels everything is compared
  std::string reference;                 ///< level the others are compared with; "": each factor's first
  std::string blocks = "";               ///< address of a panel whose levels are blocks, data sets: one comparison is made over
                                         ///< all of them, not one in each; "": none
};

/// One comparison: two whole cells of one panel, each best on validation under its restriction.
struct Contrast {
  Choices panel;
  std::string factor;        ///< the compared address
  Choices treatment, reference;
};

/// Mean score of every cell over its blocks (runs of subject "predict"); a cell with a non-finite score is never best.
struct CellMean {
  Choices levels;
  double mean;
};
std::vector<CellMean> cell_means(const Results&, const std::string& score);

/// The best cell among those that agree with `restriction`; nothing if none has a finite mean. Ties: the first.
const CellMean* best_cell(const std::vector<CellMean>&, const Choices& restriction, bool higher);

/// The declared family. For a factor of few levels: each level against the reference, each at its own best cell (at its
/// first, where some run of every one has no finite score).
/// For a scale of more than six levels: the best level against the level nearest a tenth of it (ten times, where the
/// scale does not reach that low), all else equal.
std::vector<Contrast> contrasts(const Results&, const Question&);

/// How many comparisons `contrasts` will make, known before any run.
std::size_t family_size(const Question&);

}  // namespace paribus
