// Linear regression in closed form, with all that can be inferred from it.
#include <cmath>

#include "paribus/learner/learner.hpp"
#include "paribus/learner/linear_inference.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/math/powers.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// What predicts. Coefficients of columns that were left out are 0 here, and NaN in the summary.
struct Line {
  std::size_t degree = 1;
  DoubleDouble intercept;
  DoubleDoubles slopes;
  std::vector<std::size_t> kept;   ///< the columns of the triangle
  Triangle triangle;
  double error = 0, freedom = 0;   ///< of the residuals
};

class Fit final : public Fitted {
 public:
  Fit(Line line, std::optional<FitSummary> summary) : line_{std::move(line)}, summary_{std::move(summary)} {}

  Matrix predict(const Examples& e) const override {
    const Powers p = powers(e.x, line_.degree);
    std::vector<DoubleDouble> z(e.size(), -line_.intercept);
    subtract_product({p.high.values.data(), p.low.values.data(), e.size(), p.high.columns}, line_.slopes, z.data(), z.data());
    Matrix out(e.size(), 1);
    for (std::size_t i = 0; i < e.size(); ++i) out(i, 0) = -z[i].high;
    return out;
  }
  std::optional<Matrix> interval(const Examples& e, double level) const override {
    if (!(line_.freedom > 0)) return {};
    const Matrix middle = predict(e), x = powers(e.x, line_.degree).high;
    const double quantile = student_t_quantile((1 + level) / 2, line_.freedom);
    Matrix out(e.size(), 2);
    for (std::size_t i = 0; i < e.size(); ++i) {
      Vector row;
      for (const auto j : line_.kept) row.push_back(x(i, j));
      const double half = quantile * line_.error * std::sqrt(1 + line_.triangle.leverage(row));
      out(i, 0) = middle(i, 0) - half, out(i, 1) = middle(i, 0) + half;
    }
    return out;
  }
  std::optional<FitSummary> summary() const override { return summary_; }

  Kept keep() const override {
    const auto row = [](const Vector& v) {
      Matrix m(1, v.size());
      m.values = v;
      return m;
    };
    Vector columns;
    for (const auto j : line_.kept) columns.push_back(static_cast<double>(j));
    Vector high{line_.intercept.high}, low{line_.intercept.low};
    high.insert(high.end(), line_.slopes.high.begin(), line_.slopes.high.end());
    low.insert(low.end(), line_.slopes.low.begin(), line_.slopes.low.end());
    const Triangle& t = line_.triangle;
    return {{{"degree", std::to_string(line_.degree)}},
            {{"coefficients", row(high)}, {"coefficients_low", row(low)}, {"columns", row(columns)}, {"origin", row(t.origin)},
             {"scale", row(t.scale)}, {"triangle", t.r}, {"spread", row({t.ones, line_.freedom > 0 ? line_.error : 0, line_.freedom})}}};
  }

 private:
  Line line_;
  std::optional<FitSummary> summary_;
};

class LeastSquares final : public Learner {
 public:
  explicit LeastSquares(const Settings& s)
      : intercept_{s.flag("intercept", true, "whether a constant is fitted beside the features")},
        degree_{static_cast<std::size_t>(s.integer("degree", 1, {1, 30}, "powers of each feature up to this one, without mixed terms"))},
        level_{s.real("level", 0.95, {0, 1, true, true}, "confidence of the intervals of the coefficients")} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    check_task("least_squares", Task::regression, data, "use model.kind = \"logistic\", or another model of classes");
    const Powers p = powers(data.train.x, degree_);
    const RefinedFit found = refined_least_squares({p.high, degree_ > 1 ? &p.low : nullptr, data.train.weight, intercept_}, data.train.y.values, true);
    std::vector<std::string> names;
    for (const auto& f : data.features)
      for (std::size_t k = 1; k <= degree_; ++k) names.push_back(k == 1 ? f : f + "^" + std::to_string(k));
    Line line{degree_, {}, DoubleDoubles(p.high.columns), {}, found.triangle, residual_error(found), residual_freedom(found)};
    if (intercept_) line.intercept = found.coefficients[0];
    for (std::size_t j = 0; j < p.high.columns; ++j)
      if (std::isfinite(found.coefficients.high[j + intercept_])) {
        line.kept.push_back(j);
        line.slopes.set(j, found.coefficients[j + intercept_]);
      }
    return std::make_unique<Fit>(std::move(line), linear_summary(found, names, intercept_, level_));
  }

  std::optional<Task> only() const override { return Task::regression; }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override {
    Line line;
    const auto word = kept.words.find("degree");
    line.degree = word == kept.words.end() ? 0 : static_cast<std::size_t>(std::strtoul(word->second.c_str(), nullptr, 10));
    if (line.degree < 1 || line.degree > 30) throw Error("the model's degree is not from 1 to 30", "fit it again");
    const Matrix& high = kept_array(kept, "coefficients", 1, kept.features ? kept.features * line.degree + 1 : 0);
    if (high.columns == 0 || (high.columns - 1) % line.degree != 0) throw Error("the model's coefficients do not suit its degree", "fit it again");
    const Matrix& low = kept_array(kept, "coefficients_low", 1, high.columns);
    line.intercept = {high(0, 0), low(0, 0)};
    line.slopes.high.assign(high.values.begin() + 1, high.values.end());
    line.slopes.low.assign(low.values.begin() + 1, low.values.end());
    const Vector& columns = kept_array(kept, "columns", 1, 0).values;
    for (const double j : columns) {
      if (!(j >= 0 && j < static_cast<double>(line.slopes.size())) || j != std::floor(j)) throw Error("the model's columns are not columns of it", "fit it again");
      line.kept.push_back(static_cast<std::size_t>(j));
    }
    const Vector& spread = kept_array(kept, "spread", 1, 3).values;
    Triangle& t = line.triangle;
    t.ones = spread[0], line.error = spread[1], line.freedom = spread[2];
    t.origin = kept_array(kept, "origin", 1, columns.size()).values;
    t.scale = kept_array(kept, "scale", 1, columns.size()).values;
    t.r = kept_array(kept, "triangle", columns.size() + t.first(), columns.size() + t.first());
    if (t.origin.size() != columns.size() || t.scale.size() != columns.size() || t.r.rows != columns.size() + t.first())
      throw Error("the model's triangle does not suit its columns", "fit it again");
    return std::make_unique<Fit>(std::move(line), std::nullopt);
  }

 private:
  bool intercept_;
  std::size_t degree_;
  double level_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> least_squares = entry<Learner, LeastSquares>(
    {"least_squares", "least squares", "linear regression in closed form, right to the last digit, with standard errors and tests",
     "min over w, b of sum_i (y_i - x_i w - b)^2", "Gauss 1809; Björck 1987", "ols lm"});
}  // namespace parts::learners
}  // namespace paribus
