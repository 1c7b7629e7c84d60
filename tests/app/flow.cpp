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
  EXPECT_EQ(page["figures"][3]["finding"], "No straight way from the start to an end meets a barrier");
  EXPECT_EQ(page["figures"][3]["rows"].size(), 2u + 2 * 141);
  EXPECT_NE(page["answers"][0].dump().find("Gradient descent"), std::string::npos);
  EXPECT_EQ(run(f, flow({"--json", "--optimizer", "gradient_descent", "--learning-rate", "0.1", "--time", "5"})).out,
            e.out);
}

TEST(Flow, SaysWhereTheFieldBends) {
  const Folder f;
  const Words words{"flow", "mlp", "iris", "--json", "--time", "5", "--optimizer", "gradient_descent", "--set"};
  const auto said = [&](const char* activation) {
    Words all = words;
    all.push_back(std::string("model.mlp.activation=") + activation);
    const Ended e = run(f, all);
    EXPECT_EQ(e.code, 0) << e.err;
    return json::parse(e.out)["answers"].dump();
  };
  EXPECT_NE(said("relu").find("The field bends"), std::string::npos);
  EXPECT_EQ(said("tanh").find("The field bends"), std::string::npos);
}

/// The portrait on that plane: its words, and where the flow goes on it.
struct Drawn {
  std::string caption, heads, figure;
  std::vector<std::pair<double, double>> flow;
  std::pair<double, double> ends;  ///< of the first optimizer
};
Drawn drawn(const std::string& plane) {
  const Folder f;
  const Ended e = run(f, flow({"--json", "--plane", plane, "--time", "5", "--out", "page"}));
  EXPECT_EQ(e.code, 0) << plane << ": " << e.err;
  const json page = json::parse(e.out), portrait = page["figures"][0];
  EXPECT_EQ(portrait["id"], "portrait");
  Drawn out{portrait["caption"], portrait["table"]["heads"].dump(), f.read("page/figures/portrait.vl.json"), {}, {}};
  std::string first;
  for (const auto& row : portrait["rows"]) {
    const auto at = [&] { return std::pair<double, double>{row["x"], row["y"]}; };
    if (row["kind"] == "flow") out.flow.push_back(at());
    if (row["kind"] == "track" && first.empty()) first = row["series"];
    if (row["kind"] == "track" && row["series"] == first) out.ends = at();
  }
  return out;
}

// Each says which plane it is, its axes are named in the written figure, and the flow lies on it where it must.
TEST(Flow, DrawsThePlaneThatIsAskedFor) {
  struct Plane {
    const char *word, *caption, *across, *up;
  };
  std::map<std::string, Drawn> planes;
  for (const auto& [word, caption, across, up] :
       {Plane{"movement", "The plane in which the flow moves most", "first direction of movement", "second direction of movement"},
        Plane{"ends", "The plane through the start, the end of the flow", "along the flow’s way", "across it"},
        Plane{"filters", "along two random directions", "first random direction", "second random direction"},
        Plane{"0,3", "The plane of two parameters, 0 and 3", "parameter 0", "parameter 3"},
        Plane{"3,0", "The plane of two parameters, 3 and 0", "parameter 3", "parameter 0"}}) {
    const Drawn d = planes[word] = drawn(word);
    EXPECT_NE(d.caption.find(caption), std::string::npos) << word << ": " << d.caption;
    for (const std::string axis : {across, up}) {
      EXPECT_NE(d.heads.find(axis), std::string::npos) << word << ": " << d.heads;
      EXPECT_NE(d.figure.find(axis), std::string::npos) << word << ": " << axis;
    }
    ASSERT_GT(d.flow.size(), 10u) << word;
  }
  // Moves most: along both axes it ends where they are positive, and farther along the first.
  const auto &moves = planes["movement"].flow, &ends = planes["ends"].flow, &filters = planes["filters"].flow;
  EXPECT_GT(moves.back().first, 0);
  EXPECT_GT(moves.back().second, 0);
  EXPECT_GT(moves.back().first - moves.front().first, std::abs(moves.back().second - moves.front().second));
  // Through the start, which is its origin, and the end, to the right of it; the optimizer's end is off the axis.
  EXPECT_EQ(ends.front(), (std::pair{0.0, 0.0}));
  EXPECT_GT(ends.back().first, 0);
  EXPECT_NEAR(ends.back().second, 0, 1e-12 * ends.back().first);
  EXPECT_GT(planes["ends"].ends.second, 1e-9 * ends.back().first);
  // Random directions start from the end.
  EXPECT_EQ(filters.back(), (std::pair{0.0, 0.0}));
  EXPECT_NE(filters.front().first, 0);
  // Parameters are themselves, whichever comes first.
  ASSERT_EQ(planes["0,3"].flow.size(), planes["3,0"].flow.size());
  for (std::size_t i = 0; i < planes["0,3"].flow.size(); ++i) {
    EXPECT_NEAR(planes["0,3"].flow[i].first, planes["3,0"].flow[i].second, 1e-12);
    EXPECT_NEAR(planes["0,3"].flow[i].second, planes["3,0"].flow[i].first, 1e-12);
  }
  EXPECT_NE(planes["0,3"].flow, planes["3,0"].flow);
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
