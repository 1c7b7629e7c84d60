#pragma once
// One work = one thing that is timed. The worker (worker.cpp) reads a line, performs the work once, answers.

#include <cstdint>
#include <map>
#include <string>

namespace bench {

/// A line: `small_mlp seed=3 precision=float64`. A work that has a reduced size takes it when reduced=1.
struct Job {
  std::string work;
  std::map<std::string, std::string> options;
  std::uint64_t whole(const std::string& name, std::uint64_t fallback) const;
  double real(const std::string& name, double fallback) const;
  std::string word(const std::string& name, const std::string& fallback) const;
  bool reduced() const { return whole("reduced", 0) != 0; }
};

struct Answer {
  double seconds;  ///< processor time of the work itself, all threads; data are ready before it begins
  double wall;
  double loss;     ///< what the work reached: a training objective, an inertia; the same formula on every side
  double flops;    ///< what the mathematics asks for: no padding, no gradient by the inputs of the first layer
  std::map<std::string, double> also = {};
};

/// Processor and wall time since it was made.
class Stopwatch {
 public:
  Stopwatch();
  Answer answer(double loss, double flops) const;

 private:
  double processor_, wall_;
};

namespace works {
Answer small_mlp(const Job&);
Answer wide_mlp(const Job&);
Answer sweep(const Job&);
Answer threads(const Job&);
Answer softmax_lbfgs(const Job&);
Answer hessian_product(const Job&);
Answer kmeans(const Job&);
Answer k_means_fit(const Job&);
Answer pca(const Job&);
Answer side_by_side(const Job&);
Answer scaling(const Job&);
Answer gradient_flow(const Job&);
Answer logistic(const Job&);
Answer least_squares(const Job&);
Answer ridge_path(const Job&);
Answer lasso_path(const Job&);
Answer floor(const Job&);
}  // namespace works

}  // namespace bench
