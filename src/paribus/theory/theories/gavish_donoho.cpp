// How many components are worth keeping? A low-rank matrix under white noise of unknown size is best restored, in squares
// and for any such matrix, by keeping the singular values above a multiple of their median.
#include <algorithm>
#include <cmath>

#include "paribus/theory/formula.hpp"
#include "paribus/theory/random_matrix.hpp"

namespace paribus {
namespace {

class GavishDonoho final : public Formulary {
 public:
  GavishDonoho()
      : Formulary{{{"components", Prediction::Kind::law, "σ > ω(β) median σ",
                    "a matrix of low rank under white noise, all its singular values known: columns that depend on each other are no white noise",
                    {numbers("variances", {0, infinity}), number("rows", {2, infinity}), number("columns", {1, infinity})},
                    [](const Given& g, Prediction& p) {
                      Vector s;
                      const double least = std::min(g["rows"], g["columns"]), beta = least / std::max(g["rows"], g["columns"]);
                      for (const double v : g.all("variances")) s.push_back(std::sqrt(v));
                      if (static_cast<double>(s.size()) < least) return std::string("the median needs all singular values");
                      std::ranges::sort(s);
                      const std::size_t n = s.size();
                      const double middle = n % 2 ? s[n / 2] : (s[n / 2 - 1] + s[n / 2]) / 2;
                      if (!(middle > 0)) return std::string("half of the singular values are 0");
                      const double cut = random_matrix::gavish_donoho_factor(beta) * middle;
                      const auto kept = static_cast<double>(std::ranges::count_if(s, [&](double x) { return x > cut; }));
                      if (kept == 0) return std::string("no singular value lies above the threshold");
                      p.values = {kept};
                      return std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> gavish_donoho = entry<Theory, GavishDonoho>(
    {"gavish_donoho", "Gavish and Donoho's rank", "how many singular values are worth keeping of a matrix of low rank under white noise",
     "those above ω(β) times their median, β = the shorter side over the longer; ω(1) = 2.858", "Gavish & Donoho 2014"});
}  // namespace parts::theories
}  // namespace paribus
