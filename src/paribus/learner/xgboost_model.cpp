// The only file of this room that knows nlohmann's JSON.
#include "paribus/learner/xgboost_model.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "paribus/learner/forest.hpp"
#include "paribus/math/elementary.hpp"

namespace paribus {
namespace {

using Json = nlohmann::json;

/// Nodes that pruning took away are not met on the way from the root.
Tree tree_of(const Json& j, Vector& gain) {
  const auto left = j.at("left_children").get<std::vector<int>>(), right = j.at("right_children").get<std::vector<int>>();
  const auto feature = j.at("split_indices").get<std::vector<std::uint32_t>>();
  const auto number = j.at("split_conditions").get<std::vector<float>>();   // a threshold, or what a leaf adds
  const auto gains = j.at("loss_changes").get<std::vector<double>>();
  Tree out;
  std::vector<int> theirs{0};
  std::vector<double> adds;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    if (theirs.size() > left.size()) throw Error("a walk through a tree of XGBoost's does not end");
    const auto at = static_cast<std::size_t>(theirs[i]);
    TreeNode node;
    const bool leaf = left.at(at) < 0;
    if (!leaf) {
      const auto next = static_cast<std::uint32_t>(theirs.size());
      node = {feature.at(at), last_below(number.at(at)), next, next + 1};
      theirs.insert(theirs.end(), {left.at(at), right.at(at)});
      gain.at(node.feature) += gains.at(at);
    }
    out.nodes.push_back(node);
    adds.push_back(leaf ? static_cast<double>(number.at(at)) : 0);
  }
  out.values = Matrix(adds.size(), 1);
  out.values.values = adds;
  return out;
}

/// "5E-1", or from version 3.1 "[5E-1]" and "[1E-1,2E-1,7E-1]": a value, or the probability of the second of two classes.
Matrix starts(const std::string& base_score, std::size_t outputs) {
  Vector given;
  for (const char *at = base_score.data(), *end = at + base_score.size(); at < end; ++at) {
    double v;
    const auto [stop, error] = std::from_chars(at, end, v);
    if (error == std::errc{}) given.push_back(outputs == 2 ? exact::log(v / (1 - v)) : v), at = stop;
  }
  Matrix out(1, score_columns(outputs));
  for (std::size_t c = 0; c < out.columns; ++c) out(0, c) = given.size() == 1 ? given[0] : given.at(c);
  return out;
}

}  // namespace

double last_below(float c) {
  if (c == 0) return -static_cast<double>(std::numeric_limits<float>::min());   // what is smaller may be flushed to 0
  const double middle = (static_cast<double>(std::nextafter(c, -std::numeric_limits<float>::infinity())) + static_cast<double>(c)) / 2;
  return static_cast<float>(middle) < c ? middle : std::nextafter(middle, -infinity);
}

Boosted read_xgboost(const std::string& json, std::size_t features, std::size_t outputs) {
  try {
    const Json learner = Json::parse(json).at("learner");
    Boosted out{starts(learner.at("learner_model_param").at("base_score").get<std::string>(), outputs), {}, Vector(features), outputs};
    for (const Json& tree : learner.at("gradient_booster").at("model").at("trees")) out.trees.push_back(tree_of(tree, out.importance));
    if (out.trees.empty() || out.trees.size() % out.start.columns) throw Error("there are " + std::to_string(out.trees.size()) + " trees");
    normalize(out.importance);
    return out;
  } catch (const std::exception& e) {   // nlohmann's, and the bounds of a vector
    throw Error("the model that XGBoost wrote cannot be read: " + std::string(e.what()), "take version 1.7, whose models are known; gradient_boosting is built in");
  }
}

}  // namespace paribus
