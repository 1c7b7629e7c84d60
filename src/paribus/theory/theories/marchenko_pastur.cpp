// Which components stand out of noise? Variances of standardized columns that know nothing of each other fill
// Marchenko & Pastur's interval; what lies above its upper edge is no such noise.
#include <algorithm>
#include <cmath>

#include "paribus/theory/formula.hpp"
#include "paribus/theory/random_matrix.hpp"

namespace paribus {
namespace {

double gamma_of(const Given& g) { return g["columns"] / g["rows"]; }

const std::vector<Need> shape{number("rows", {2, infinity}), number("columns", {1, infinity}), number("noise_variance", {0, infinity, true}, 1)};

std::vector<Need> with(Need more) {
  auto out = shape;
  out.push_back(std::move(more));
  return out;
}

class MarchenkoPastur final : public Formulary {
 public:
  MarchenkoPastur()
      : Formulary{{{"components", Prediction::Kind::law, "variances above s(1+√γ)²",
                    "all other columns are independent noise of one variance, and many: real columns depend on each other, so that it counts too many",
                    with(numbers("variances", {0, infinity})),
                    [](const Given& g, Prediction& p) {
                      const double edge = random_matrix::edges(gamma_of(g), g["noise_variance"]).high;
                      const auto& v = g.all("variances");
                      const auto above = static_cast<double>(std::count_if(v.begin(), v.end(), [&](double x) { return x > edge; }));
                      if (above == 0) return std::string("no variance lies above the edge of noise, " + shortest(edge));
                      p.values = {above};
                      return std::string();
                    }},
                   {"largest_variance", Prediction::Kind::law, "s(1+√γ)²", "independent noise of one variance, many rows and columns", shape,
                    [](const Given& g, Prediction& p) { return p.values = {random_matrix::edges(gamma_of(g), g["noise_variance"]).high}, std::string(); }},
                   {"least_variance", Prediction::Kind::law, "s(1-√γ)²", "independent noise of one variance, many rows and columns, and no more columns than rows", shape,
                    [](const Given& g, Prediction& p) {
                      if (gamma_of(g) > 1) return std::string("there are more columns than rows, so that variances are 0");
                      return p.values = {random_matrix::edges(gamma_of(g), g["noise_variance"]).low}, std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> marchenko_pastur = entry<Theory, MarchenkoPastur>(
    {"marchenko_pastur", "Marchenko and Pastur's edge", "between which variances the principal components of pure noise lie, and how many lie above",
     "s (1 ± √γ)², γ = columns/rows", "Marchenko & Pastur 1967; Bai & Silverstein 2010"});
}  // namespace parts::theories
}  // namespace paribus
