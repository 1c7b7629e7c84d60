// How many digits of least-squares coefficients are right, where the columns nearly depend on each other and the residual
// is small. The normal equations are solved as if their products were off by a rounding u = 2^-53, and their condition
// number is the square of the design's: error ~ kappa^2 u. Householder's reflections answer for a design that is off by a
// rounding: error ~ kappa u (with a residual, kappa^2 u |r| is added). Refinement with residuals of twice the digits ends
// at u itself, whatever kappa, as long as its corrections shrink. First-order laws with constants that grow slowly with
// the size: so slopes are foretold, and heights are not. Where they end is no sharp place; a hundredth is our line.
#include "paribus/base/text.hpp"
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Assumption = Prediction::Assumption;
using Kind = Prediction::Kind;

constexpr double rounding = 0x1p-53, small = 0.01;

/// `lost`: the share of all digits that this method loses in the place where its law would end.
std::string judged(double value, double lost, const char* what, Prediction& p) {
  p.values = {value};
  p.assumption = lost < small ? Assumption::met : Assumption::broken;
  if (lost >= small) p.why = std::string(what) + " is " + text::number(lost, 2) + ", not small against 1";
  return "";
}

Formula formula(Kind kind, const char* method, const char* text, const char* assumption, std::function<std::string(double, Prediction&)> say) {
  return {"error", kind, text, assumption, {number("condition", {1, infinity, false, true}), word("method", {method})},
          [=](const Given& g, Prediction& p) { return say(g["condition"], p); }};
}

class LeastSquaresError final : public Formulary {
 public:
  LeastSquaresError()
      : Formulary{{formula(Kind::trend, "normal equations", "κ²u", "no residual, and κ²u small against 1",
                           [](double k, Prediction& p) { return judged(2, k * k * rounding, "κ²u", p); }),
                   formula(Kind::trend, "QR", "κu", "no residual, and κu small against 1",
                           [](double k, Prediction& p) { return judged(1, k * rounding, "κu", p); }),
                   formula(Kind::upper, "refined", "u", "κu small against 1, so that corrections shrink",
                           [](double k, Prediction& p) { return judged(rounding, k * rounding, "κu", p); })}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> least_squares_error = entry<Theory, LeastSquaresError>(
    {"least_squares_error", "error of least squares", "how the error of the coefficients grows with the condition number of the design",
     "|b̂ - b| / |b| ~ κ²u (normal equations), κu (QR), u (refined with twice the digits)",
     "Björck 1996; Higham 2002"});
}  // namespace parts::theories
}  // namespace paribus
