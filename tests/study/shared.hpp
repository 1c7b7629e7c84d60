#pragma once
// Studies from texts.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include <unistd.h>

#include "paribus/study/run.hpp"
#include "paribus/study/study.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {

inline Study study_from(const std::string& text) { return make_study("study", "study.toml", text, read_toml(text, "study.toml")); }

/// Whether it can be fitted here: a program of others that does the work may not be installed.
inline bool here(const std::string& kind) {
  try {
    if (const auto* learner = find(learners(), kind)) learner->make(Settings{})->engine();
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// What the study's first run measures, its subject having been asked whether it can.
inline Result first_run(const Study& s) {
  Preparations shared{s};
  const auto runs = unfold(s, shared);
  const Run* one[] = {&runs.front()};
  const auto subject = make_subject(runs.front().subject, runs.front().choices);
  subject->check(Setup{runs.front().choices});
  return subject->perform(s, shared, one).front();
}

/// Two cells of each of three models on the smallest data set.
inline const std::string small_study = R"(paribus = 1
title = "small"
[data]
source = "iris"
[model]
mlp.hidden_layer_sizes = [8]
[training]
steps = 10
[factors]
"model.kind" = ["logistic_regression", "mlp"]
"optimizer.learning_rate" = [0.01, 0.1]
[replicates]
count = 2
)";

/// A file of its own for each test, removed at the end.
class TextFile {
 public:
  explicit TextFile(const std::string& text, const char* ending = ".toml") : path_{testing::TempDir() + "paribus_study_" + std::to_string(getpid()) + "_" + std::to_string(next()++) + ending} {
    std::ofstream{path_, std::ios::binary} << text;
  }
  ~TextFile() { unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  static int& next() {
    static int n = 0;
    return n;
  }
  std::string path_;
};

}  // namespace paribus
