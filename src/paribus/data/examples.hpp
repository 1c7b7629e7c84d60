#pragma once
// Examples ready for a model: numbers only, no missing values, transforms fitted on the training part.

#include <memory>

#include "paribus/base/hash.hpp"
#include "paribus/base/random.hpp"
#include "paribus/data/dataset.hpp"

namespace paribus {

/// n examples: features x[n x d], targets y[n x k].
struct Examples {
  Matrix x;
  Matrix y;                              ///< one-hot if classification, else the target (k = 1)
  std::vector<std::int32_t> label;       ///< n classes 0..k-1 if classification, else empty
  Vector weight = {};                    ///< n numbers >= 0: how often each row counts; empty: once
  std::size_t size() const { return x.rows; }
};

/// The [data] section of a study: how a dataset becomes examples.
struct DataSettings {
  explicit DataSettings(const Settings&);   ///< prefix "data."
  std::string source, target;
  double validation, test;                  ///< shares of the rows, each in (0, 1), together < 1
  bool stratify;                            ///< keep class shares in every part (classification)
  std::string scale;                        ///< "standard" (mean 0, sd 1 on the training part) or "none"
  std::string impute;                       ///< "none" (missing values are an error), "mean", "most_frequent"
  std::size_t rows;                         ///< at most so many, drawn at random before they are split; 0: all
  std::string encode;                       ///< "one_hot", or "treatment": a category's first level has no column
  std::string weights;                      ///< the column that says how often each row counts; "": each counts once
  std::string groups;                       ///< the column whose rows of one value stay in one part; "": every row alone
  std::string time;                         ///< the column by which the last rows are the test part; "": chance decides
  std::vector<std::string> ignore;          ///< columns that are no features
  std::string target_type;                  ///< "auto" (as the reader found it), "number", "class"
  std::size_t components;                   ///< columns that data/projection.hpp leaves; 0: all, as they are
  std::string reduce;                       ///< how: "pca", "randomized_pca", "gaussian", "sparse"
  bool whiten;                              ///< principal components of variance 1
};

struct Preprocessing;   // data/preprocessing.hpp

/// One split of one dataset, transformed. Shared, const.
struct Prepared {
  std::string dataset;
  Provenance provenance;
  Task task = Task::regression;
  Examples train, validation, test;
  std::vector<std::string> features;        ///< names of the d columns of x, after one-hot encoding
  std::vector<std::string> classes;         ///< names of the k classes, if classification
  std::string target;
  double target_mean = 0, target_sd = 1;    ///< regression targets are standardized on the training part for
                                            ///< training; metrics are computed after undoing it
  std::vector<std::string> notes;           ///< constant features, repairs, ...: listed warnings
  std::shared_ptr<const Preprocessing> preprocessing = {};   ///< what made the numbers of all parts
  Hash content() const;                     ///< of all numbers and names: part of every run's key
};

/// Splits (stream: study seed, replicate, "split"), fits every transform on the training part, applies it to all.
/// Throws Error: no target, one class, constant target, missing values with no impute step, a part left empty, a
/// categorical feature of more than 50 levels.
std::shared_ptr<const Prepared> prepare(const Dataset&, const DataSettings&, const StreamName& split);

/// k folds for cross-validation: fold f's rows are its test part. Stratified if `labels` is not empty.
std::vector<std::vector<std::uint32_t>> folds(std::size_t n, std::size_t k, std::span<const std::int32_t> labels, Stream&);

}  // namespace paribus
