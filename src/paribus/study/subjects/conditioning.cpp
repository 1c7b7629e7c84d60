// How many digits of the coefficients are right when columns nearly depend on each other? Real rows whose columns are mixed
// until the design has the condition number asked for (math/collinear.hpp), whole coefficients, and the target that they
// make, all exact in doubles: so the error is that of the method alone, and known to the last digit.
#include <algorithm>
#include <cmath>

#include "paribus/math/collinear.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/refined_least_squares.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

constexpr double rounding = 0x1p-53;   // half of a double's last digit: the error of the nearest double
constexpr const char* names[] = {"error", "householder", "corrections"};

class Conditioning final : public RunByRun {
 public:
  explicit Conditioning(const Settings& s)
      : condition_{s.real("condition", 1e6, {10, 1e18}, "condition number of the design: largest over smallest singular value")},
        method_{s.word("method", "refined", {"normal equations", "QR", "refined"},
                       "normal equations: Cholesky’s factors of the products of the columns; QR: Householder’s reflections with "
                       "column exchange; refined: what model.kind = \"least_squares\" does")} {}

  std::vector<Quantity> quantities() const override {
    return {{"error", "the error of the coefficients", "|b̂ - b| / |b|, b the exact ones; at least 2⁻⁵³, where the digits of a double end", "share"},
            {"householder", "Householder’s triangle", "whether refinement gave up Cholesky’s triangle: 1 it did, 0 it did not", "share of runs", false},
            {"corrections", "the corrections", "made after the first solution, until they vanished", "corrections", false}};
  }

  void check(const Setup& s) const override {
    if (s.data.scale != "standard")
      throw Error("conditioning rounds the rows to few digits, so they need one scale", "write data.scale = \"standard\"");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const Matrix& rows = shared.prepared(setup, run.replicate)->train.x;
    Result out;
    out.subject = run.subject;
    out.words = {{"method", method_}};
    const auto design = collinear(rows, condition_);
    if (!design) return miss(out, names, "these rows’ columns are worse conditioned than that, or too few, or depend on each other"), out;
    out.facts = {{"condition", {design->condition}}, {"mixing", {design->mixing}}};
    Stream chance{shared.chance(run.replicate).start.at("coefficients")};
    Vector b;
    for (std::size_t j = 0; j < rows.columns; ++j)
      b.push_back((chance.below(2) ? 1.0 : -1.0) * static_cast<double>(1 + chance.below(9)));
    Vector y(rows.rows);
    for (std::size_t i = 0; i < y.size(); ++i)
      for (std::size_t j = 0; j < b.size(); ++j) y[i] += design->x(i, j) * b[j];   // exact
    try {
      Vector found = method_ == "refined" ? refined(out, design->x, y) : plain(design->x, y);
      if (method_ != "refined") miss(out, std::span(names).subspan(1), "only the refined method has these");
      if (found.empty()) return out;
      axpy(-1, b, found);
      out.scores["error"] = std::max(norm(found) / norm(b), rounding);
    } catch (const Error&) {
      miss(out, names, method_ == "QR" ? "a column is called dependent" : "a pivot of Cholesky’s factors is lost in rounding");
    }
    return out;
  }

  Vector plain(const Matrix& x, const Vector& y) const {
    if (method_ == "QR") return least_squares(x, y);
    Vector g(x.columns);
    for (std::size_t i = 0; i < y.size(); ++i) axpy(y[i], x.row(i), g);
    return solve_positive(gram(x), g);
  }

  static Vector refined(Result& out, const Matrix& x, const Vector& y) {
    const RefinedFit fit = refined_least_squares({x, nullptr, {}, false}, y);
    out.scores["householder"] = fit.path == RefinedFit::Path::householder;
    out.scores["corrections"] = fit.iterations;
    if (fit.dependent.empty() && fit.converged) return fit.coefficients.high;
    miss(out, std::span(names).first(1), fit.converged ? "a column is called dependent" : "corrections do not shrink, and the fit says so");
    return {};
  }

  static void miss(Result& out, std::span<const char* const> quantities, const std::string& why) {
    for (const char* name : quantities) out.words[missing(name)] = why;
  }

  double condition_;
  std::string method_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> conditioning = entry<Subject, Conditioning>(
    {"conditioning", "conditioning", "measures the digits of least-squares coefficients against the condition number of the design",
     "|b̂ - b| / |b| on c_1 = a e_1, c_j = e_j + a e_(j-1), e the rows, y = x b exactly", "Björck 1996; Higham 2002"});
}  // namespace parts::subjects
}  // namespace paribus
