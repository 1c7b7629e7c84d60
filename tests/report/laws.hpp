#pragma once
// A law with known numbers: three replicates whose plateau is 2/rate, of two optimizers.
#include <gtest/gtest.h>

#include <cmath>

#include "fixture.hpp"
#include "paribus/base/text.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/report/inquiry.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/theories.hpp"

namespace paribus {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();
inline const Vector rates{0.1, 0.2, 0.4, 0.8};

inline Inquiry inquiry(std::vector<std::string> theories, const std::string& foretold = "sharpness") {
  Inquiry q;
  q.metric = {"sharpness", "the sharpness", false, true, -infinity, infinity, 0.05};
  q.quantities = {{"sharpness", "the sharpness", "the largest eigenvalue", "curvature", true, foretold}};
  std::vector<Value> levels;
  for (const double x : rates) levels.push_back({x});
  q.question = {"",
                true,
                {{"optimizer.kind", {{std::string("gradient_descent")}, {std::string("momentum")}}},
                 {"optimizer.learning_rate", levels, true, true}},
                {},
                {},
                ""};
  q.theories = std::move(theories);
  return q;
}

/// Three replicates whose plateau is 2/rate times 1.01, 1 and 1/1.01, of gradient descent and (without facts) momentum.
inline Results results(double power = -1, const std::string& loss = "squared_error") {
  Results out;
  for (const char* optimizer : {"gradient_descent", "momentum"})
    for (const double x : rates)
      for (int b = 0; b < 3; ++b) {
        Result r;
        r.subject = "edge_of_stability";
        r.block = std::to_string(b);
        r.levels = {{"optimizer.kind", {std::string(optimizer)}}, {"optimizer.learning_rate", {x}}};
        r.scores["sharpness"] = 2 * std::pow(x, power) * std::pow(1.01, 1 - b);
        r.facts["learning_rate"] = {x};
        r.words = {{"optimizer", optimizer}, {"loss", loss}, {"objective", "curved"}};
        r.curves = {{"sharpness", {1, 10}, {1, 2 / x}}};
        out.push_back(r);
      }
  return out;
}

inline const Answer::Law& law(const Answer& a, std::size_t series) {
  for (const auto& l : a.laws)
    if (l.series == series) return l;
  throw std::runtime_error("no such law");
}

inline std::string all_text(const std::vector<Line>& lines) {
  std::string out;
  for (const auto& l : lines) out += plain(l) + "\n";
  return out;
}
inline bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace paribus
