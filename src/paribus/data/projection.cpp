#include "paribus/data/projection.hpp"

#include <cmath>

#include "paribus/base/error.hpp"
#include "paribus/base/text.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

std::string found(const PrincipalComponents& p, std::size_t columns) {
  double kept = 0;
  for (const double v : p.variance) kept += v;
  std::string out = std::to_string(p.variance.size()) + (p.variance.size() == 1 ? " principal component of " : " principal components of ") + std::to_string(columns) + (p.variance.size() == 1 ? " columns holds " : " columns hold ") +
                    text::plain(text::percent(p.total > 0 ? kept / p.total : 0)) + " of the variance of the rows they were found in, by " + word(p.path);
  if (p.path == PrincipalComponents::Path::randomized) out += " (residual " + text::plain(text::number(p.residual)) + " of the first variance)";
  return out;
}

Projection principal(const std::string& how, std::size_t k, bool whiten, const Matrix& x, View weight, const StreamName& stream) {
  const std::size_t most = std::min(x.rows, x.columns);
  if (k > most)
    throw Error("data.components = " + std::to_string(k) + ", and the training part has " + std::to_string(x.rows) + " rows and " +
                    std::to_string(x.columns) + " columns",
                "ask for at most " + std::to_string(most) + ", or set data.reduce to \"gaussian\" or \"sparse\"");
  const auto p = how == "pca" ? principal_components(x, k, weight) : randomized_components(x, k, Stream{stream}, 7, weight);
  return {how, p.center, whiten ? whitening(p) : p.axes, found(p, x.columns)};
}

}  // namespace

Projection Projection::fit(const std::string& how, std::size_t k, bool whiten, const Matrix& x, View weight, const StreamName& stream) {
  if (how == "pca" || how == "randomized_pca") return principal(how, k, whiten, x, weight, stream);
  if (whiten)
    throw Error("data.whiten = true, and data.reduce = \"" + how + "\" draws its directions without looking at the rows",
                "leave data.whiten out, or set data.reduce to \"pca\"");
  return {how, Vector(x.columns), how == "gaussian" ? gaussian_axes(k, x.columns, Stream{stream}) : sparse_axes(k, x.columns, Stream{stream}),
          std::to_string(k) + " random directions in the space of " + std::to_string(x.columns) + " columns"};
}

std::string Projection::name(std::size_t j) const {
  return (how == "pca" || how == "randomized_pca" ? "component " : "projection ") + std::to_string(j + 1);
}

Matrix Projection::apply(const Matrix& x) const { return project(x, center, axes); }

Matrix gaussian_axes(std::size_t k, std::size_t d, Stream stream) {
  Matrix out(k, d);
  fill_normal(stream, out.values);
  scale(1 / std::sqrt(static_cast<double>(k)), out.values);
  return out;
}

Matrix sparse_axes(std::size_t k, std::size_t d, Stream stream) {
  Matrix out(k, d);
  const double size = std::sqrt(3 / static_cast<double>(k));
  for (double& a : out.values) {
    const auto side = stream.below(6);
    a = side == 0 ? size : side == 1 ? -size : 0;
  }
  return out;
}

}  // namespace paribus
