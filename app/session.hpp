#pragma once
// One study, its store and its answer: what run, report, status, export and try share.

#include <memory>
#include <set>
#include <string>

#include "app/command.hpp"
#include "app/inquire.hpp"
#include "paribus/store/store.hpp"
#include "paribus/study/run.hpp"

namespace paribus {

class Session {
 public:
  Session(Study, const Arguments&);

  const Study& study() const { return *study_; }
  const std::vector<Run>& runs() const { return runs_; }
  const Inquiry& inquiry() const { return inquiry_; }
  Preparations& shared() { return *shared_; }
  const std::string& folder() const { return folder_; }
  const std::string& store_path() const { return store_path_; }

  /// Performs every run that the store does not hold, then opens the test part for the chosen cells. False: stopped
  /// before the end (everything finished is kept).
  bool conduct_all(bool quiet);
  /// Reads the store and answers. Throws Error if runs are missing, with their number.
  Answer answer_now();
  /// page.html, figures, runs.csv and study.toml, of what answer_now() has answered. Throws Error if the folder cannot be
  /// written.
  void write(const Answer&);
  /// Results of all runs at hand, in the order of the plan; how many are missing, and what all of the store took to compute.
  Results results(const Store&, std::size_t* missing = nullptr, double* seconds = nullptr) const;
  /// Of all runs that the answer is made of. A store may hold those of other studies, too.
  std::set<std::string> keys(const Store&) const;

 private:
  bool perform(Store&, const std::vector<Run>&, bool quiet, const std::string& what);
  std::vector<Run> opening_runs(const Results&) const;
  Protocol protocol() const;
  std::string data_hash() const;
  std::string engines() const;   ///< ", with XGBoost 1.7.4": the programs of others that did the work of runs

  std::unique_ptr<Study> study_;
  std::unique_ptr<Preparations> shared_;
  Inquiry inquiry_;
  std::vector<Run> runs_;
  std::string folder_, store_path_;
  Results answered_;   ///< what answer_now() read
  unsigned threads_;
  double budget_;   ///< seconds; infinite: none
  double wall_ = 0;
  std::size_t computed_ = 0, reused_ = 0;
};

/// The study named on the command line, with --set and --replicates applied.
Study study_of(const Arguments&);

/// "10m", "90s", "2h" or seconds.
double duration(const std::string&);

}  // namespace paribus
