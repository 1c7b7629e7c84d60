// Linear regression by descent: z = x W + b with half the squared error. Its objective is a quadratic, so theory
// is exact here: the Hessian is X^T X / n (X with a column of ones for the bias), whatever theta.
// With classes as target it fits their one-hot codes.
#include "paribus/model/moments_pass.hpp"
#include "paribus/model/network.hpp"

namespace paribus {
namespace {

class LinearRegression final : public Network {
 public:
  explicit LinearRegression(const Settings& s)
      : Network{{}, kernel::Activation::identity, paribus::precision(s, "float64"),  // its overlays have to be exact
                s.real("start_scale", 1, {0, infinity}, "weights start from N(0, start_scale^2 / features)")} {}  // braces: read from left to right by every compiler
  std::string_view loss(Task) const override { return "squared_error"; }
  std::unique_ptr<Pass> pass(Shape shape, std::shared_ptr<const Packed> packed, const Loss& loss) const override {
    auto rows = Network::pass(shape, packed, loss);
    if (precision() != Precision::float64 || !loss.quadratic() || !MomentsPass::pays(*packed)) return rows;
    return std::make_unique<MomentsPass>(std::move(rows), std::move(packed));
  }
};

}  // namespace
namespace parts::models {
extern const Entry<Model> linear_regression = entry<Model, LinearRegression>(
    {"linear_regression", "linear regression", "a weighted sum of the features; its risk is a quadratic",
     "z = x W + b", "Gauss 1809; Legendre 1805", "linear"});
}  // namespace parts::models
}  // namespace paribus
