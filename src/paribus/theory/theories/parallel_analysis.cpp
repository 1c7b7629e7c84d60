// How many components are more than chance? Those, from the first on, whose variance is above that of the same place in
// tables without any relation between columns: the table's own columns, each shuffled by itself.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

class ParallelAnalysis final : public Formulary {
 public:
  ParallelAnalysis()
      : Formulary{{{"components", Prediction::Kind::law, "variances above those of shuffled columns",
                    "a component matters if it holds more than columns without any relation would; what it is good for is not asked",
                    {numbers("variances", {0, infinity}), numbers("shuffled_variances", {0, infinity}, "variances")},
                    [](const Given& g, Prediction& p) {
                      const auto &v = g.all("variances"), &by_chance = g.all("shuffled_variances");
                      std::size_t k = 0;
                      while (k < v.size() && v[k] > by_chance[k]) ++k;
                      if (k == 0) return std::string("no component holds more than chance");
                      p.values = {static_cast<double>(k)};
                      return std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> parallel_analysis = entry<Theory, ParallelAnalysis>(
    {"parallel_analysis", "parallel analysis", "how many principal components hold more variance than those of unrelated columns",
     "from the first on, as long as variance > its 95 % quantile over tables of shuffled columns", "Horn 1965; Buja & Eyuboglu 1992"});
}  // namespace parts::theories
}  // namespace paribus
