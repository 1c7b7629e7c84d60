// How many directions a weight matrix uses: e to the entropy of its singular values s, p = s / sum s (Roy & Vetterli
// 2007). r equal singular values beside zeros count r; the number given is the mean over weight matrices.
#include <cmath>

#include "paribus/learner/probe.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Of the smaller of W W^T and W^T W, whose eigenvalues are the squares of the singular values.
double effective_rank(const Block& b, View w) {
  Matrix m(b.rows, b.columns);
  std::copy(w.begin(), w.end(), m.values.begin());
  if (b.rows < b.columns) {
    Matrix t(b.columns, b.rows);
    for (std::size_t i = 0; i < b.rows; ++i)
      for (std::size_t j = 0; j < b.columns; ++j) t(j, i) = m(i, j);
    m = std::move(t);
  }
  Vector s = symmetric_eigen(gram(m)).values;
  for (double& x : s) x = std::sqrt(std::max(x, 0.0));
  const double total = sum(s);
  if (!(total > 0)) return 0;
  Vector entropy;
  for (const double x : s)
    if (x > 0) entropy.push_back(-x / total * exact::log(x / total));
  return exact::exp(sum(entropy));
}

class EffectiveRank final : public Probe {
 public:
  bool dear() const override { return true; }
  std::string unit() const override { return "rank"; }
  Reading read(const Moment& m) const override {
    Reading out{0};
    Vector all;
    for (const Block& b : m.risk.layout()) {
      if (b.bias) continue;
      all.push_back(effective_rank(b, m.theta.subspan(b.offset, b.rows * b.columns)));
      out.blocks.emplace_back(b.name, all.back());
    }
    out.value = mean(all);
    return out;
  }
};

}  // namespace
namespace parts::probes {
extern const Entry<Probe> effective_rank = entry<Probe, EffectiveRank>(
    {"effective_rank", "effective rank", "how many directions the weight matrices use, in the mean over them",
     "exp(-sum p ln p), p_i = s_i / sum s of a matrix's singular values", "Roy & Vetterli 2007"});
}  // namespace parts::probes
}  // namespace paribus
