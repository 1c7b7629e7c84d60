#include "paribus/learner/tree_settings.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "paribus/base/text.hpp"

namespace paribus {

TreeSettings::TreeSettings(const Settings& s, std::string_view max_features, std::int64_t max_depth, bool of_residuals)
    : criterion_{of_residuals ? "default"
                              : s.word("criterion", "default", {"default", "gini", "entropy", "squared_error"},
                                       "what a question lowers most; default: gini for classes, squared_error for numbers")},
      max_features_{s.word("max_features", max_features, {"all", "sqrt", "log2", "default"},
                           "features drawn anew at each node, the best of which asks; default: sqrt for classes, all for numbers")},
      max_depth_{static_cast<std::size_t>(s.integer("max_depth", max_depth, {0, 1e6}, "questions on the way to a leaf, at most; 0: no bound"))},
      min_samples_leaf_{static_cast<double>(s.integer("min_samples_leaf", 1, {1, 1e9}, "training rows of a leaf, at least; a row counts by its weight"))} {}

TreeRule TreeSettings::rule(const Prepared& data, std::string_view learner) const {
  const bool classes = data.task == Task::classification;
  if (criterion_ != "default" && classes == (criterion_ == "squared_error"))
    throw Error("model." + std::string(learner) + ".criterion = \"" + criterion_ + "\" is for " + (classes ? "numbers" : "classes") + ", but the target '" + text::printable(data.target) + "' is a " + (classes ? "class" : "number"),
                std::string("write criterion = ") + (classes ? "\"gini\" or \"entropy\"" : "\"squared_error\""));
  const std::size_t d = data.train.x.columns;
  std::size_t drawn = 0;
  if (max_features_ == "sqrt" || (max_features_ == "default" && classes)) drawn = static_cast<std::size_t>(std::sqrt(static_cast<double>(d)));
  if (max_features_ == "log2") drawn = std::max<std::size_t>(1, static_cast<std::size_t>(std::bit_width(d)) - 1);
  return {criterion_ == "entropy" ? Criterion::entropy : Criterion::squared_error, max_depth_, min_samples_leaf_, drawn};
}

TreeTarget tree_target(const Examples& e, View weight) { return {e.label, e.y.columns, e.label.empty() ? View(e.y.values) : View{}, weight}; }

std::string leading_features(const std::vector<std::string>& names, View importance) {
  std::vector<std::size_t> order(importance.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return importance[a] > importance[b]; });
  std::vector<std::string> said;
  for (const std::size_t j : order)
    if (said.size() < 5 && importance[j] > 0) said.push_back(text::printable(names[j]) + " " + text::plain(text::percent(importance[j])));
  return text::list(said);
}

}  // namespace paribus
