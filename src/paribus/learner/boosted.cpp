#include "paribus/learner/boosted.hpp"

#include <algorithm>

#include "paribus/math/elementary.hpp"

namespace paribus {
namespace {

class Fit final : public Fitted {
 public:
  Fit(Boosted b, std::optional<FitSummary> s) : is_{std::move(b)}, summary_{std::move(s)} {}
  Matrix predict(const Examples& e) const override {
    Matrix score(e.size(), is_.start.columns);
    for (std::size_t i = 0; i < score.rows; ++i) std::ranges::copy(is_.start.row(0), score.row(i).begin());
    for (std::size_t t = 0; t < is_.trees.size(); ++t)
      for (std::size_t i = 0; i < score.rows; ++i) score(i, t % score.columns) += is_.trees[t](e.x.row(i))[0];
    return boosted_predictions(score, is_.outputs);
  }
  Kept keep() const override {
    Kept out{{}, {{"start", is_.start}}};
    if (!is_.engine.empty()) out.words["engine"] = is_.engine;
    keep_trees(is_.trees, out);
    Matrix& m = out.arrays["importance"] = Matrix(1, is_.importance.size());
    m.values = is_.importance;
    return out;
  }
  std::optional<FitSummary> summary() const override { return summary_; }

 private:
  Boosted is_;
  std::optional<FitSummary> summary_;
};

}  // namespace

std::size_t score_columns(std::size_t outputs) { return outputs == 2 ? 1 : outputs; }

Matrix boosted_predictions(const Matrix& score, std::size_t outputs) {
  if (outputs == 1) return score;
  Matrix z(score.rows, outputs);
  for (std::size_t i = 0; i < z.rows; ++i) {
    const Span row = z.row(i);
    for (std::size_t c = 0; c < outputs; ++c) row[c] = score.columns > 1 ? score(i, c) : c ? score(i, 0) : 0;
    const double most = *std::ranges::max_element(row);
    double total = 0;
    for (double& v : row) total += v = exact::exp(v - most);
    for (double& v : row) v /= total;
  }
  return z;
}

std::unique_ptr<Fitted> boosted_fit(Boosted b, std::optional<FitSummary> summary) { return std::make_unique<Fit>(std::move(b), std::move(summary)); }

std::unique_ptr<Fitted> restore_boosted(const Kept& kept) {
  const std::size_t m = score_columns(kept.outputs);
  const Matrix &start = kept_array(kept, "start", 1, m), &importance = kept_array(kept, "importance", 1, kept.features);
  auto trees = restore_trees(kept, importance.columns, 1);
  if (trees.size() % m) throw Error("the model's trees are broken", "fit it again");
  const auto engine = kept.words.find("engine");
  return boosted_fit({start, std::move(trees), importance.values, kept.outputs, engine == kept.words.end() ? "" : engine->second});
}

}  // namespace paribus
