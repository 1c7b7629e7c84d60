// The error of least squares: slopes and where they end.
#include "shared.hpp"

namespace paribus {
namespace {

Prediction of(const char* method, double condition) { return foretold("least_squares_error", {{"condition", {condition}}}, {{"method", method}}); }

TEST(LeastSquaresError, IsTheSquareForTheNormalEquationsAlone) {
  EXPECT_EQ(of("normal equations", 1e5).values, Vector{2});
  EXPECT_EQ(of("normal equations", 1e5).kind, Kind::trend);
  EXPECT_EQ(of("QR", 1e5).values, Vector{1});
  EXPECT_EQ(of("QR", 1e5).kind, Kind::trend);
  EXPECT_EQ(of("refined", 1e5).values, Vector{0x1p-53});
  EXPECT_EQ(of("refined", 1e5).kind, Kind::upper);
}

// kappa^2 2^-53 is 0.01 at 9.49e6, kappa 2^-53 at 9.01e13.
TEST(LeastSquaresError, EndsWhereAllDigitsAreLost) {
  EXPECT_EQ(of("normal equations", 9.4e6).assumption, Assumption::met);
  EXPECT_EQ(of("normal equations", 9.6e6).assumption, Assumption::broken);
  EXPECT_EQ(of("normal equations", 1e8).why, "κ²u is 1.1, not small against 1");
  for (const char* method : {"QR", "refined"}) {
    EXPECT_EQ(of(method, 8.9e13).assumption, Assumption::met) << method;
    EXPECT_EQ(of(method, 9.1e13).assumption, Assumption::broken) << method;
    EXPECT_EQ(of(method, 1e15).why, "κu is 0.11, not small against 1");
  }
}

}  // namespace
}  // namespace paribus
