#pragma once
// The answer to a study's question, as numbers: what the page draws, says and tabulates. Computed from
// Results alone, so that it serves results of any origin. Parts that a study did not measure are empty, and
// their figures are left out.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "paribus/evidence/result.hpp"
#include "paribus/data/diagnosis.hpp"
#include "paribus/evidence/ranks.hpp"
#include "paribus/evidence/verdict.hpp"
#include "paribus/math/matrix.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {

/// A mean (or another center) with its 95 % interval. NaN: not defined.
struct Estimate { double value, low, high; };

struct Answer {
  std::string title;                    ///< the study's question

  struct Data {
    std::string name, target, origin, licence, sha256;
    std::size_t rows = 0, features = 0, classes = 0;   ///< classes 0: regression
    std::size_t train = 0, validation = 0, test = 0;
    std::vector<std::string> notes;     ///< listed warnings: constant features, repairs
  } data;

  struct Score {                        ///< the metric of the question
    std::string name, label;            ///< "accuracy", "accuracy"
    bool percent = true, higher = true; ///< shown as a percentage; higher is better
    double low = 0, high = 1, margin = 0.01;
  } metric;

  struct Axis {                         ///< the numeric factor along x; no levels: none
    std::string address, label;         ///< "optimizer.learning_rate", "learning rate"
    Vector levels;
    bool logarithmic = true;
  } axis;
  struct Group {                        ///< a factor whose levels are panels, series or facets
    std::string address, label;         ///< "model.kind", "model"
    std::vector<std::string> levels;    ///< as written: "linear_regression"
    std::vector<std::string> labels;    ///< as shown: "linear regression"
  } panels, series, facets;             ///< small multiples, colors, and a further split (batch size); may have no levels

  // In what follows panel, series and facet are indices into those groups' levels (0 when a group is empty).
  struct Point { std::size_t panel, series, facet; double x; Estimate score; std::size_t fell, rose, diverged, runs; };
  std::vector<Point> points;            ///< validation score at every cell

  struct Band { std::size_t panel, series, facet; double best_x; Estimate best; double from, to; bool low_edge, high_edge, unbroken; };
  std::vector<Band> bands;              ///< levels whose simultaneous interval lies within the margin of the best

  struct Ratio {
    std::size_t panel, series;
    std::string definition;             ///< "bounded" or "descending"
    std::string against;                ///< "start" or "reached": where the prediction's facts were taken
    Estimate measured, ratio;           ///< breaking point (geometric mean), measured / predicted; ratio NaN: no prediction
    double predicted;                   ///< geometric mean over replicates
    std::size_t runs, beyond;           ///< replicates; those whose break was not found within the search
    Prediction::Assumption assumption;
    std::string why, formula;           ///< why the assumption is broken; "2/lambda"; for no prediction, the sentence that says why
  };
  std::vector<Ratio> ratios;

  struct Growth { std::size_t panel, series, facet; double x; Estimate growth; std::size_t diverged, runs; };
  std::vector<Growth> collapse;         ///< objective at the end / at the start against rate / predicted limit

  struct Overlay { std::size_t panel, series; double x; Vector steps, measured, predicted; double worst; };
  std::vector<Overlay> overlays;        ///< loss curves beside the exact curve of theory; worst: largest |difference| / first loss

  struct Share { std::size_t panel; std::string label; bool noise; Estimate share; double floor; };
  std::vector<Share> shares;            ///< of the variance of the score, largest first within a panel, noise last

  struct Reached { std::size_t panel, series, facet; double target, x; Estimate median; std::size_t never, runs; };
  std::vector<Reached> reached;         ///< steps to the target at the best rate; runs that never reached it are censored

  struct Row { std::size_t panel; std::string factor, change, at, against; Verdict verdict; };
  std::vector<Row> verdicts;            ///< change: "Adam instead of gradient descent"; at, against: where each arm stands

  struct Baseline { std::string rows, label; Estimate score; std::size_t runs; bool chosen; };
  std::vector<Baseline> baselines;      ///< test scores of models beside the study's, the best first within the same rows of data;
                                        ///< chosen: the study's own best cell of those that opened the test part

  struct Ranking {                      ///< the series over many data sets
    std::vector<std::string> sets;      ///< as shown; none: not such a study
    Matrix scores;                      ///< scores(set, series) on the test part, means over replicates; NaN: none
    RankTest test;
  } ranking;

  // What a study measured of its runs instead of scores. The question's quantity comes first; none: a study of scores.
  struct Quantity {
    std::string name, label, meaning, unit;   ///< "sharpness", "the sharpness on its plateau", how it is measured, "curvature"
    bool logarithmic = true;                  ///< averaged, drawn and fitted in its logarithm
    std::string foretold;                     ///< Prediction::axis of theories that foretell it
    std::string behind = "";                  ///< a curve along the quantity's own axis, drawn as shades behind it; "": none
    std::string sought = "";                  ///< where it is `seek` is an "advice", or the "truth"; "": no answer
    Range range = {};                         ///< all that it can be
    Seek seek = Seek::largest;                ///< sought where it is this
  };
  std::vector<Quantity> quantities;
  std::vector<std::string> theories;          ///< labels of those drawn beside them, the first with the stronger line

  struct Foretold {                           ///< by one theory, at one cell
    double value;                             ///< center over replicates; NaN: nothing. Of a trend: through the middle of the points
    Estimate ratio;                           ///< measured / foretold, from each replicate's own facts; NaN: none, or a trend
    Prediction::Assumption assumption;
    std::string why;
  };
  struct Cell {
    double x;
    Estimate measured;                        ///< over the runs that have the quantity; NaN: none has
    std::size_t runs, without;                ///< replicates; those of them that do not have it
    std::string why;                          ///< why not
    std::vector<Foretold> foretold;           ///< one per theory
  };
  struct Beside {                             ///< one theory over all cells of a law
    Prediction::Kind kind = Prediction::Kind::equality;
    bool speaks = false;                      ///< false: it foretells nothing here (`why` may say why)
    Estimate ratio;                           ///< measured / foretold over the cells where its assumption is not broken; of a trend: of the slopes
    double slope;                             ///< foretold on logarithmic axes; NaN: none
    std::string formula, why;
    Prediction::Assumption assumption = Prediction::Assumption::unknown;   ///< of the run that said `why`
    std::size_t cells = 0, broken = 0;        ///< with both numbers; those of them where its assumption is broken
    std::size_t held = 0, missed = 0;         ///< of the others: whose interval lies within the margin, and wholly beyond it
    Estimate mark;                            ///< where along x it puts a change; NaN: it puts none
    std::string mark_formula;                 ///< by this
  };
  struct Law {                                ///< a quantity along x, in one panel, series and facet
    std::size_t quantity, panel, series, facet;
    std::vector<Cell> cells;                  ///< ascending x
    Estimate slope;                           ///< of a power law, fitted to each replicate; NaN: not on logarithmic axes, or too few cells
    std::size_t fitted;                       ///< replicates whose slope could be fitted
    std::vector<Beside> theories;             ///< one per theory
    Estimate passes{};                        ///< where along x the first quantity passes the target; NaN: not in every replicate
    struct Peak { double x = 0; std::size_t times = 0, of = 0; };
    Peak peak = {};                           ///< of a quantity that is sought: where it is that in most replicates, and in how many
    struct Shade { double x, at, value; };
    std::vector<Shade> shades = {};           ///< mean over replicates of the curve behind the first quantity
  };
  std::vector<Law> laws;
  double target = 0;                          ///< of the first quantity; NaN: none

  struct Trace {                              ///< a quantity along the steps of one run
    std::size_t panel, series, facet;
    std::string curve;                        ///< its name: an asked quantity's, or one that a theory foretells
    double x;
    Vector steps, values;
    bool timed;                               ///< `steps` are times of the flow
    struct Line { std::size_t theory; Vector values; bool met; };  ///< one level, or a number per step; its assumption
    std::vector<Line> foretold = {};          ///< of each theory that says something of it
    std::size_t every = 1;                    ///< of the run's points, so many are one here: a page holds a thousand
  };
  std::vector<Trace> traces;

  struct Coefficients {                       ///< of fits along x, in one panel, series and facet; the first replicate
    std::size_t panel, series, facet;
    struct Path { std::string feature; Vector values; };   ///< one number for each of `at`
    Vector at;                                ///< ascending
    std::vector<Path> paths;                  ///< of features that are in use somewhere
    double best, foretold_best;               ///< where the first quantity is least over all replicates: measured; by the first theory (NaN: silent)
  };
  std::vector<Coefficients> coefficients;

  struct Portrait {                           ///< optimizers beside the gradient flow, from one start
    struct Track {                            ///< the flow's way, or the optimizer's of that series
      Vector times, loss, distance;           ///< distance from the flow at the same time, as a share of the flow's way
      Vector across, up;                      ///< in the plane
      Vector straight;                        ///< the loss at `shares` of the straight line from the start to its end; none: it diverged
      double rate = 0;                        ///< learning rate; 0: the flow
      std::uint64_t steps = 0;
      double sharpness = 0;                   ///< at the end; NaN: it diverged
      std::optional<double> felt_sharpness = {};   ///< of the Hessian scaled by what the optimizer divides by, if by anything
      double edge = 0;                        ///< where theory puts the largest of these that is stable; NaN: it knows none
      bool diverged = false;
    };
    std::vector<Track> tracks;                ///< the flow first, then one per series; none: not a portrait
    double time = 0, sharpness = 0;           ///< sharpness: at the start
    bool bends = false;                       ///< the field does, somewhere: the model has units that switch on
    Vector bent;                              ///< times at which the flow was seen to meet such a place
    std::string model, plane, across, up;     ///< what the plane is, in a sentence; the names of its axes
    Vector x, y;                              ///< a grid on the plane
    Matrix loss;                              ///< loss(i, j) at x[j], y[i]
    Vector field_x, field_y;                  ///< a coarser one
    Matrix right, upward;                     ///< there: the flow's direction, its part in the plane
    Vector shares;                            ///< of the straight lines: 0 the start, 1 the end, and a little beyond
  } portrait;

  struct Spectrum {                           ///< the Hessian's eigenvalues at one point
    std::string where;                        ///< "at the start"
    std::size_t parameters, nodes, probes;    ///< as many eigenvalues; of the quadrature
    double low, low_residual, high, high_residual;  ///< the ends: an eigenvalue lies within the residual
    double trace, trace_error;                ///< standard error
    double width;                             ///< standard deviation of the smoothing
    Vector at, count, error;                  ///< eigenvalues per `width` around each point, and its standard error
    Vector exact;                             ///< ascending; empty: too many parameters
    Vector exact_count;                       ///< of those, smoothed likewise
  };
  std::vector<Spectrum> spectra;

  std::optional<Diagnosis> table;             ///< a table that nothing was learned from yet; none: a study

  struct Grouping {                           ///< groups of the rows of a table
    std::string method, setting;              ///< as shown: "k-means" ("": no such answer); "4 columns of one scale"
    std::vector<std::size_t> sizes;           ///< rows of each, the largest first
    std::size_t outside = 0;                  ///< rows in no group
    double silhouette = 0;                    ///< NaN: none
    struct Score { std::string label, shown; };
    std::vector<Score> scores;
    std::string classes;                      ///< "species": known classes that were no feature; ""
    double agreement = 0;                     ///< adjusted Rand index of groups and classes
    struct Trait {                            ///< a column, as the groups have it
      std::string column;
      double between;                         ///< share of its variance that lies between the groups, in [0, 1]
      Vector stands;                          ///< per group: mean of its rows less the mean of all, in standard deviations of all
      std::vector<std::string> mean, middle;  ///< per group, in the table's units: "5.01", "4.8 to 5.2" (the middle half; "": of words)
    };
    std::vector<Trait> traits;                ///< those first that tell the groups apart best
    struct Dot { double across, up; std::size_t group; std::string row; };   ///< group: sizes.size() if it is in none
    std::vector<Dot> dots;                    ///< rows, or some of them, on the first two principal axes
    std::vector<Dot> middles;                 ///< the mean of each group there
    double across = 0, up = 0;                ///< shares of the variance along these axes
  } grouping;

  struct Plan {
    std::size_t runs = 0, thresholds = 0, replicates = 0, comparisons = 0, test_openings = 0;
    std::string budget;                 ///< "300 full-batch steps, 2 000 steps of 32"
    std::string varied;                 ///< "random starts and batches"
    std::string population;             ///< "random starts, on this split"
    std::string judge, source;          ///< "exact sign-flip test ...", paper
    double level = 0.05, smallest_p = 0;
    std::uint64_t seed = 0;
    std::vector<std::string> history;   ///< "extended from 10 to 20 replicates after 7 440 results were seen"
    std::string search;                 ///< "to 1 %, with 2 000 full-batch steps for linear regression"
  } plan;

  struct Ran {
    double seconds = 0;                 ///< of computing, summed over sessions
    double wall = 0;                    ///< wall time of the last session
    std::size_t computed = 0, reused = 0;
    unsigned threads = 1;
    std::string host, version, numerics, study;   ///< study: the exact text of the study file
  } ran;
};

}  // namespace paribus
