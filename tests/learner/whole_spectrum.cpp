// The spectrum of a quadratic, whose eigenvalues are those of the second moments of its features.
#include "paribus/learner/whole_spectrum.hpp"

#include "paribus/learner/spectrum.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(WholeSpectrum, IsThatOfTheSecondMoments) {
  const Bench bench = bench_of(prepared("diabetes"), "linear_regression");
  const Vector start = start_theta(bench, chance(0).start), known = quadratic_facts(bench, start).eigenvalues;
  const StreamName name{7, 0, "spectrum"};
  const WholeSpectrum w = whole_spectrum(bench, start, 60, 200, 2000, name);
  ASSERT_EQ(w.exact.size(), known.size());
  double sum = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    EXPECT_NEAR(w.exact[i], known[i], 1e-12 * known.back()) << i;
    sum += known[i];
  }
  EXPECT_NEAR(w.low.value, known.front(), w.low.residual + 1e-12);
  EXPECT_NEAR(w.high.value, known.back(), w.high.residual + 1e-12);
  EXPECT_GT(w.trace.error, 0);
  EXPECT_NEAR(w.trace.value, sum, 4 * w.trace.error);
  ASSERT_EQ(w.rules.size(), 200u);
  EXPECT_TRUE(whole_spectrum(bench, start, 60, 2, known.size() - 1, name).exact.empty());
}

}  // namespace
}  // namespace paribus
