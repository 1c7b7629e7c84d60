// How far a deep linear network at its start stretches what it is given: real rows, as wide as the data has features, sent
// through square random layers. Of a product of many Gaussian matrices the largest gain grows with the depth though each
// layer keeps lengths in the mean, while the length of any one row shrinks; orthogonal layers do neither.
#include <algorithm>
#include <cmath>
#include <utility>

#include "paribus/learner/deep_linear.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class Isometry final : public RunByRun {
 public:
  explicit Isometry(const Settings& s)
      : depth_{static_cast<std::size_t>(s.integer("depth", 8, {1, 10000}, "square layers"))},
        start_{s.word("start", "gaussian", {"gaussian", "orthogonal"}, "how each layer is drawn")},
        variance_{s.real("weight_variance", 1, positive, "of a weight, times the width")},
        networks_{static_cast<std::size_t>(s.integer("networks", 100, {2, 1e6}, "drawn in one run for the lengths of rows"))},
        whole_{static_cast<std::size_t>(s.integer("whole", 20, {1, 1e6}, "of them whose largest gain is measured"))},
        rows_{static_cast<std::size_t>(s.integer("rows", 32, {1, 1e6}, "of the training part that are sent through"))} {}

  std::vector<Quantity> quantities() const override {
    return {{"largest_gain", "the largest gain",
             "largest squared singular value of the product, geometric mean over networks", "gain"},
            {"log_norm_mean", "the mean log gain of a row", "ln |W x|²/|x|², mean over networks and rows", "log gain", false},
            {"log_norm_variance", "the variance of a row’s log gain",
             "of ln |W x|²/|x|² over networks, mean over rows", "variance"}};
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const auto data = shared.prepared(Setup{run.choices}, run.replicate);
    const Matrix rows = lengths_one(data->train.x);
    const std::size_t n = rows.rows, count = rows.columns;
    const Layers layers = start_ == "gaussian" ? Layers::gaussian : Layers::orthogonal;
    StreamName name = shared.chance(run.replicate).start;
    Vector gains;
    Matrix logs(count, networks_);
    for (std::size_t m = 0; m < networks_; ++m) {
      name.block = "network" + std::to_string(m) + ".layer";
      const bool whole = m < whole_;
      Matrix x(n, count + (whole ? n : 0));
      for (std::size_t i = 0; i < n; ++i) {
        std::copy_n(rows.row(i).begin(), count, x.row(i).begin());
        if (whole) x(i, count + i) = 1;
      }
      const Matrix z = through_layers(std::move(x), depth_, layers, variance_, name);
      for (std::size_t c = 0; c < count; ++c) logs(c, m) = exact::log(squared_length(z, c));
      if (whole) gains.push_back(exact::log(largest_gain(z, count)));
    }
    Vector means, variances;
    for (std::size_t c = 0; c < count; ++c) {
      means.push_back(mean(std::as_const(logs).row(c)));
      variances.push_back(variance(std::as_const(logs).row(c)));
    }
    Result out;
    out.subject = run.subject;
    out.words = {{"start", start_}};
    out.facts = {{"depth", {static_cast<double>(depth_)}}, {"width", {static_cast<double>(n)}}, {"weight_variance", {variance_}}};
    out.scores = {{"largest_gain", exact::exp(mean(gains))},
                  {"log_norm_mean", mean(means)}};
    if (layers == Layers::gaussian)
      out.scores["log_norm_variance"] = mean(variances);
    else
      out.words[missing("log_norm_variance")] = "orthogonal layers keep every length";
    return out;
  }

  /// Column c: the c-th row of the data that is not zero, of length 1.
  Matrix lengths_one(const Matrix& x) const {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < x.rows && chosen.size() < rows_; ++i)
      if (norm(x.row(i)) > 0) chosen.push_back(i);
    Matrix out(x.columns, chosen.size());
    for (std::size_t c = 0; c < chosen.size(); ++c) {
      const double length = norm(x.row(chosen[c]));
      for (std::size_t k = 0; k < x.columns; ++k) out(k, c) = x(chosen[c], k) / length;
    }
    return out;
  }

  static double squared_length(const Matrix& z, std::size_t column) {
    Vector v;
    for (std::size_t i = 0; i < z.rows; ++i) v.push_back(z(i, column));
    return dot(v, v);
  }

  /// Of the square matrix that begins at that column.
  static double largest_gain(const Matrix& z, std::size_t from) {
    Matrix square(z.rows, z.rows);
    for (std::size_t i = 0; i < z.rows; ++i) std::copy_n(z.row(i).begin() + static_cast<std::ptrdiff_t>(from), z.rows, square.row(i).begin());
    return symmetric_eigen(gram(square)).values.back();
  }

  std::size_t depth_;
  std::string start_;
  double variance_;
  std::size_t networks_, whole_, rows_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> isometry = entry<Subject, Isometry>(
    {"isometry", "dynamical isometry", "measures how far a deep linear network at its start stretches real rows",
     "σ_max² of W_L .. W₁, and ln |W_L .. W₁ x|²/|x|²", "Pennington, Schoenholz & Ganguli 2017; Hanin & Nica 2020"});
}  // namespace parts::subjects
}  // namespace paribus
