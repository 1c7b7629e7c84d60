// Two groups and a row in none, with a hostile name.
#include <cmath>

#include "fixture.hpp"

namespace paribus::sample {

Answer grouped() {
  Answer a;
  a.title = "Which rows of houses belong together?";
  a.data = {"houses", "", "houses.csv", "", "", 6, 3, 0, 0, 0, 0, {"'price', the target of this set, is no feature"}};
  a.plan.seed = 7;
  a.series = {"", "group", {"1", "2"}, {"Group 1", "Group 2"}};
  auto& g = a.grouping;
  g.method = "k-means", g.setting = "3 columns of one scale";
  g.sizes = {3, 2}, g.outside = 1;
  g.silhouette = 0.58;
  g.scores = {{"silhouette", "0.5800"}};
  g.classes = "street", g.agreement = 0.25;
  g.traits = {{"<img src=x onerror=alert(1)>", 0.9, {-0.8, 1.2}, {"10.0", "90.0"}, {"8 to 12", "85 to 95"}},
              {"town=Bern", 0.5, {0.6, -0.9}, {"67 %", "0 %"}, {"", ""}},
              {"flat", 0, {0, 0}, {"3", "3"}, {"3 to 3", "3 to 3"}}};
  g.dots = {{-1, 0.1, 0, "1"}, {-1.1, 0, 0, "2"}, {-0.9, 0.2, 0, "3"}, {1, 0, 1, "4"}, {1.2, -0.1, 1, "5"}, {5, 5, 2, "6"}};
  g.middles = {{-1, 0.1, 0, ""}, {1.1, -0.05, 1, ""}};
  g.across = 0.7, g.up = 0.2;
  return a;
}

}  // namespace paribus::sample
