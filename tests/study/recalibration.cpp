// Calibration slope and intercept against R's glm (reference/make_recalibration.R), and where there are none.
#include "paribus/study/recalibration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace paribus {
namespace {

TEST(Recalibration, AgreesWithR) {
  const auto cases = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/recalibration.json"));
  ASSERT_EQ(cases.size(), 5u);
  for (const auto& [name, c] : cases.items()) {
    std::vector<bool> is;
    for (const double y : c["y"]) is.push_back(y == 1);
    const Recalibration r = recalibration("yes", c["p"].get<Vector>(), is, 0.95);
    EXPECT_EQ(r.why, "");
    for (const auto& [found, word] : {std::pair{r.slope, "slope"}, std::pair{r.intercept, "intercept"}}) {
      const Vector expected = c[word];
      EXPECT_NEAR(found.value, expected[0], 1e-9 * std::max(1.0, std::abs(expected[0]))) << name << ", " << word;
      EXPECT_NEAR(found.low, expected[1], 1e-8) << name << ", " << word;
      EXPECT_NEAR(found.high, expected[2], 1e-8) << name << ", " << word;
    }
  }
}

TEST(Recalibration, SaysWhyThereIsNone) {
  const auto why = [](const Vector& p, const std::vector<bool>& is) {
    const Recalibration r = recalibration("yes", p, is, 0.95);
    EXPECT_TRUE(std::isnan(r.slope.value) && std::isnan(r.intercept.value) && std::isnan(r.slope.low));
    return r.why;
  };
  EXPECT_EQ(why({.2, .4}, {false, false}), "no row is of this class");
  EXPECT_EQ(why({.2, .4}, {true, true}), "every row is of this class");
  EXPECT_EQ(why({.4, .4, .4}, {true, false, true}), "every row is given the same probability");
  EXPECT_EQ(why({.1, .2, .7, .8}, {false, false, true, true}), "a threshold on the probabilities parts the class from the rest, but perhaps for ties: no finite slope fits");
  EXPECT_EQ(why({.1, NAN}, {false, true}), "some probabilities are no numbers");
}

}  // namespace
}  // namespace paribus
