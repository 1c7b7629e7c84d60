// paribus flow: a page and a table of one training beside its flow, and what it refuses.
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace paribus {
namespace {

using nlohmann::json;

Words flow(Words more) {
  Words out{"flow", "linear_regression", "diabetes"};
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

TEST(Flow, WritesAPageAndATable) {
  const Folder f;
  const Ended e = run(f, flow({}));
  ASSERT_EQ(e.code, 0) << e.err;
  EXPECT_NE(e.out.find("gradient descent"), std::string::npos);
  EXPECT_NE(e.out.find("momentum"), std::string::npos);
  EXPECT_NE(e.out.find("Adam"), std::string::npos);
  EXPECT_NE(e.out.find("stable below"), std::string::npos);
  EXPECT_NE(e.out.find("page: results/flow_linear_regression_diabetes/page.html"), std::string::npos);
  for (const char* name :
       {"page.html", "figures/portrait.vl.json", "figures/descent.vl.json", "figures/distance.vl.json",
        "figures/line.vl.json", "figures/spectrum.vl.json"})
    EXPECT_TRUE(f.has(std::string("results/flow_linear_regression_diabetes/") + name)) << name;
  EXPECT_EQ(run(f, flow({"--quiet"})).out, "");
}

// On a quadratic the sharpness stays, the sum of squares is the same on every processor, and half the limit is kept.
TEST(Flow, SaysItAsData) {
  const Folder f;
  const Ended e = run(f, flow({"--json", "--optimizer", "gradient_descent", "--learning-rate", "0.1", "--time", "5"}));
  ASSERT_EQ(e.code, 0) << e.err;
  const json page = json::parse(e.out);
  ASSERT_EQ(page["figures"].size(), 5u);
  // The Hessian of a quadratic is the same everywhere: one spectrum, each of its eigenvalues a tick.
  std::size_t exact = 0, density = 0;
  for (const auto& row : page["figures"][4]["rows"]) exact += row["kind"] == "exact", density += row["kind"] == "density";
  EXPECT_EQ(exact, 11u);
  EXPECT_EQ(density, 241u);
  EXPECT_NE(page["figures"][4]["finding"].dump().find("Everywhere the Hessian’s 11 eigenvalues reach from "), std::string::npos)
      << page["figures"][4]["finding"];
  std::size_t contours = 0, needles = 0, track = 0;
  for (const auto& row : page["figures"][0]["rows"])
    contours += row["kind"] == "contour", needles += row["kind"] == "needle", track += row["kind"] == "track";
  EXPECT_GT(contours, 100u);
  EXPECT_EQ(needles, 2u * 15 * 15);
  EXPECT_EQ(track, 51u);
  // Along a line to lower ground a convex loss knows no barrier: 141 shares for the flow and as many for the optimizer.
  EXPECT_EQ(page["figures"][3]["finding"], "No straight way from the start to one of the ends meets a barrier");
  EXPECT_EQ(page["figures"][3]["rows"].size(), 2u + 2 * 141);
  EXPECT_NE(page["answers"][0].dump().find("Gradient descent"), std::string::npos);
  EXPECT_EQ(run(f, flow({"--json", "--optimizer", "gradient_descent", "--learning-rate", "0.1", "--time", "5"})).out,
            e.out);
}

TEST(Flow, DrawsOtherPlanes) {
  const Folder f;
  for (const char* plane : {"ends", "filters", "0,3"})
    EXPECT_EQ(run(f, flow({"--plane", plane, "--time", "5"})).code, 0) << plane;
}

TEST(Flow, DivergenceIsAnAnswer) {
  const Folder f;
  const Ended e = run(f, flow({"--optimizer", "gradient_descent", "--learning-rate", "5", "--time", "500"}));
  EXPECT_EQ(e.code, 0) << e.err;
  EXPECT_NE(e.out.find("every optimizer diverged"), std::string::npos);
  EXPECT_NE(e.out.find("Gradient descent diverged at a learning rate of 5."), std::string::npos);
}

TEST(Flow, RefusesByName) {
  const Folder f;
  const auto says = [&](const Words& words, const std::string& text) {
    const Ended e = run(f, words);
    EXPECT_EQ(e.code, 2) << text;
    EXPECT_NE(e.err.find(text), std::string::npos) << e.err;
  };
  says({"flow", "mlq", "iris"}, "unknown model 'mlq'; did you mean 'mlp'?");
  says({"flow", "mlp", "nothing"}, "unknown data set 'nothing'");
  says(flow({"--optimizer", "adm"}), "did you mean 'adam'?");
  says(flow({"--plane", "move"}), "unknown plane 'move'");
  says(flow({"--plane", "1,1"}), "names one parameter twice");
  says(flow({"--plane", "0,11"}), "does not name two of 11 parameters; write two numbers from 0 to 10");
  says(flow({"--plane", "3"}), "does not name two of 11 parameters");
  says(flow({"--time", "0.001"}), "not one step of gradient_descent fits into the time 0.001");
  says(flow({"--learning-rate", "fast"}), "--learning-rate fast is not a number");
  EXPECT_TRUE(f.files().empty() || !f.has("results/flow_linear_regression_diabetes/page.html"));
}

}  // namespace
}  // namespace paribus
