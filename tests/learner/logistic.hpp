#pragma once
// Data sets by hand, fitted by the learner "logistic".
#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "paribus/learner/learner.hpp"

namespace paribus {

/// Classes 0 .. k-1 named "a", "b", "c", ..., features "x0", "x1", ...
inline Prepared classes_of(Matrix x, const std::vector<std::int32_t>& label, std::size_t k, Vector weight = {}) {
  Prepared p;
  p.task = Task::classification;
  p.target = "y";
  p.train.y = Matrix(x.rows, k);
  for (std::size_t i = 0; i < x.rows; ++i) p.train.y(i, static_cast<std::size_t>(label[i])) = 1;
  for (std::size_t j = 0; j < x.columns; ++j) p.features.push_back("x" + std::to_string(j));
  for (std::size_t c = 0; c < k; ++c) p.classes.push_back(std::string(1, static_cast<char>('a' + c)));
  p.train.x = std::move(x);
  p.train.label = label;
  p.train.weight = std::move(weight);
  return p;
}

inline Matrix matrix_of(const std::vector<Vector>& rows) {
  Matrix m(rows.size(), rows.at(0).size());
  for (std::size_t i = 0; i < m.rows; ++i) std::copy(rows[i].begin(), rows[i].end(), m.row(i).begin());
  return m;
}

inline std::unique_ptr<Fitted> fit_logistic(const Prepared& p, const Choices& c = {}) {
  return get(learners(), "logistic", "learner").make(Settings{c, ""})->fit(p, {1, 0, "start"});
}

inline double number(const FitSummary& s, const std::string& name) {
  for (const auto& n : s.numbers)
    if (n.name == name) return n.value;
  ADD_FAILURE() << "no number " << name;
  return FitSummary::none;
}

inline const FitSummary::Term& term(const FitSummary& s, const std::string& name) {
  for (const auto& t : s.terms)
    if (t.name == name) return t;
  throw std::runtime_error("no term " + name);
}

inline std::string notes(const FitSummary& s) {
  std::string out;
  for (const auto& n : s.notes) out += n + "\n";
  return out;
}

}  // namespace paribus
