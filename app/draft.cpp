#include "app/draft.hpp"

#include <fmt/format.h>

#include "paribus/base/choices.hpp"

namespace paribus {

namespace {

std::string quoted(const std::string& s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04x}", static_cast<int>(c));
    else out += c;
  }
  return out + '"';
}

bool has_missing(const Dataset& d) {
  for (const auto& c : d.columns)
    for (const double v : c.values)
      if (v != v) return true;
  return false;
}

}  // namespace

std::string draft_study(const Dataset& d, const std::string& path, const std::string& target) {
  const bool classes = d.task() == Task::classification;
  // Large tables are trained on batches: full passes would make an answer in minutes impossible.
  const bool large = d.rows() * std::max<std::size_t>(d.features(), 1) > 200000;
  const std::string part = d.rows() * std::max<std::size_t>(d.features(), 1) > 10'000'000 && d.rows() > 5000
                               ? "rows   = 5000                     # at most; of " + std::to_string(d.rows()) + ": 0 takes all\n"
                               : "";
  return fmt::format(
      R"(# Which model suits this data, and does it beat the baseline? Written by Paribus; every line may be changed.
paribus = 1
title   = {title}

[data]
source = {path}
target = {target}
split  = {{ validation = 0.2, test = 0.2, stratify = {stratify} }}
scale  = "standard"               # mean 0 and standard deviation 1, fitted on the training part
impute = "{impute}"
{rows}
[model]
mlp.hidden_layer_sizes = [32]

[optimizer]
kind = "nesterov"
learning_rate_unit = "limit"      # a rate of 1 is the stability limit 2(1+b)/((1+2b) lambda) of theory

[training]
batch_size = {batch}
steps      = {steps}

[factors]
"model.kind"              = ["{baseline}", "{linear}", "mlp"]
"optimizer.learning_rate" = [0.03, 0.1, 0.3, 0.9]
"training.l2"             = [0, 0.01, 0.1]      # with linear_regression this is ridge

[replicates]
count = 10
vary  = ["start", "batches", "split"]           # new splits: verdicts speak of new data of this kind

[answer]
metric  = "{metric}"
margin  = {margin}                 # the smallest difference that would matter to you
compare = ["model.kind"]
theory  = ["stability_limit"]
)",
      fmt::arg("title", quoted("Which model predicts " + target + " best?")), fmt::arg("path", quoted(path)), fmt::arg("target", quoted(target)),
      fmt::arg("stratify", classes ? "true" : "false"), fmt::arg("impute", has_missing(d) ? "mean" : "none"), fmt::arg("rows", part),
      fmt::arg("batch", large ? "64" : "\"all\""), fmt::arg("steps", large ? 2000 : 300), fmt::arg("baseline", classes ? "majority" : "mean"),
      fmt::arg("linear", classes ? "logistic_regression" : "linear_regression"), fmt::arg("metric", classes ? "accuracy" : "r2"), fmt::arg("margin", "0.01"));
}

}  // namespace paribus
