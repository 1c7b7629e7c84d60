#include "paribus/learner/constant.hpp"

#include <algorithm>

namespace paribus {
namespace {

class Constant final : public Fitted {
 public:
  explicit Constant(Matrix row) : row_{std::move(row)} {}
  Matrix predict(const Examples& e) const override {
    Matrix z(e.size(), row_.columns);
    for (std::size_t i = 0; i < z.rows; ++i) std::ranges::copy(row_.row(0), z.row(i).begin());
    return z;
  }
  Kept keep() const override { return {{}, {{"prediction", row_}}}; }

 private:
  Matrix row_;
};

}  // namespace

std::unique_ptr<Fitted> constant(View row) {
  Matrix one(1, row.size());
  std::ranges::copy(row, one.row(0).begin());
  return std::make_unique<Constant>(std::move(one));
}

std::unique_ptr<Fitted> restore_constant(const Kept& kept) { return std::make_unique<Constant>(kept_array(kept, "prediction", 1, kept.outputs)); }

Matrix class_shares(const Examples& e) {
  Matrix shares(1, e.y.columns);
  double total = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    const double w = e.weight.empty() ? 1 : e.weight[i];
    total += w;
    for (std::size_t j = 0; j < shares.columns; ++j) shares(0, j) += w * e.y(i, j);
  }
  for (double& s : shares.values) s /= total;
  return shares;
}

}  // namespace paribus
