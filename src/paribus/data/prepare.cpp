// From a Dataset to Examples: divide its rows, then fit every transform on the training part, then apply it to all rows.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/data/examples.hpp"
#include "paribus/data/split.hpp"
#include "paribus/data/transforms/transforms.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }

std::size_t missing(const Column& column) {
  return static_cast<std::size_t>(std::count_if(column.values.begin(), column.values.end(), [](double x) { return std::isnan(x); }));
}

const Column& checked_target(const Dataset& data) {
  const Column* target = data.target();
  if (!target) throw Error("the data set " + quoted(data.name) + " has no target", "name the column to be predicted");
  if (data.features() == 0)
    throw Error("the data set " + quoted(data.name) + " has no features beside its target " + quoted(target->name), "add at least one more column");
  if (const auto n = missing(*target))
    throw Error("the target " + quoted(target->name) + " is missing in " + std::to_string(n) + " rows", "remove these rows");
  const auto [low, high] = std::minmax_element(target->values.begin(), target->values.end());
  if (target->values.empty() || *low == *high)
    throw Error(target->categorical ? "the target " + quoted(target->name) + " has one class only"
                                    : "the target " + quoted(target->name) + " is constant",
                "there is nothing to learn; name another target");
  return *target;
}

void check_missing(const Dataset& data, const DataSettings& settings) {
  if (settings.impute != "none") return;
  std::vector<std::string> names;
  for (const auto& column : data.columns)
    if (const auto n = column.role == Role::feature ? missing(column) : 0) names.push_back(quoted(column.name) + " (" + std::to_string(n) + ")");
  if (!names.empty())
    throw Error("values are missing in " + listed(names), "set data.impute to \"mean\" or \"most_frequent\", or remove these rows");
}

// The spread of such numbers overflows.
[[noreturn]] void too_large(const std::string& column) {
  throw Error("the numbers in " + quoted(column) + " are too large to standardize", "rescale the column, for example by its unit");
}

// One column of x: which numbers of the table, and what becomes of each.
struct Feature {
  std::string name;
  const Column* from;
  double stand_in;                        // for missing values
  enum { as_is, standardized, indicator } how;
  Standardize scale;
  double level;                           // of an indicator: 1 for this category, 0 for the others
  double value(std::size_t row) const {
    double x = from->values[row];
    if (std::isnan(x)) x = stand_in;
    if (how == as_is) return x;
    return how == standardized ? scale.apply(x) : x == level ? 1.0 : 0.0;
  }
};

// The columns of x, fitted on the training part. No number is copied: the table may be large.
struct Features {
  std::vector<Feature> all;
  std::vector<std::string> constant, unseen;

  void add(const Column& column, const DataSettings& settings, const Split& parts) {
    const RowNumbers train = parts.train;
    const bool gaps = missing(column) > 0;
    const double stand_in = gaps ? Impute::fit(column, train, settings.impute).value : NAN;
    Column filled;
    if (gaps) {
      filled = column;
      for (double& x : filled.values)
        if (std::isnan(x)) x = stand_in;
    }
    const Column& whole = gaps ? filled : column;
    if (!column.categorical) {
      const auto s = Standardize::fit(whole.values, train);
      if (!std::isfinite(s.mean) || !std::isfinite(s.sd)) too_large(column.name);
      if (s.sd == 0) constant.push_back(quoted(column.name));
      all.push_back({column.name, &column, stand_in, settings.scale == "standard" ? Feature::standardized : Feature::as_is, s, 0});
      return;
    }
    const auto encoded = OneHot::fit(whole, train);
    if (encoded.levels.size() == 1) constant.push_back(quoted(column.name));
    const auto strange = [&](RowNumbers rows) {
      return std::any_of(rows.begin(), rows.end(), [&](auto r) { return !encoded.knows(whole.values[r]); });
    };
    if (strange(parts.validation) || strange(parts.test)) unseen.push_back(quoted(column.name));
    for (const auto level : encoded.levels)
      all.push_back({column.name + "=" + column.categories[level], &column, stand_in, Feature::indicator, {}, static_cast<double>(level)});
  }
};

Examples gather(const std::vector<Feature>& features, const Column& target, const Standardize& scale, RowNumbers rows) {
  Examples out;
  const std::size_t n = rows.size(), d = features.size(), k = target.categorical ? target.categories.size() : 1;
  out.x = Matrix(n, d);
  out.y = Matrix(n, k);
  // Columns become rows: eight at a time, so that each cache line of x is written whole.
  for (std::size_t j = 0; j < d; j += 8)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t c = j; c < std::min(j + 8, d); ++c) out.x(i, c) = features[c].value(rows[i]);
  for (std::size_t i = 0; i < n; ++i) {
    const double y = target.values[rows[i]];
    if (target.categorical) out.y(i, static_cast<std::size_t>(out.label.emplace_back(static_cast<std::int32_t>(y)))) = 1;
    else out.y(i, 0) = scale.apply(y);
  }
  return out;
}

}  // namespace

std::shared_ptr<const Prepared> prepare(const Dataset& data, const DataSettings& settings, const StreamName& name) {
  const Column& target = checked_target(data);
  check_missing(data, settings);
  const Split parts = partition(data, settings, name);

  auto out = std::make_shared<Prepared>();
  out->dataset = data.name;
  out->provenance = data.provenance;
  out->task = data.task();
  out->target = target.name;
  out->notes = data.notes;
  Features features;
  for (const auto& column : data.columns)
    if (column.role == Role::feature) features.add(column, settings, parts);
  if (!features.constant.empty())
    out->notes.push_back("constant in the training part: " + listed(features.constant));
  if (!features.unseen.empty())
    out->notes.push_back("categories that training never sees become all zeros in " + listed(features.unseen));

  Standardize scale;
  if (target.categorical) {
    out->classes = target.categories;
    std::vector<bool> seen(target.categories.size());
    for (const auto r : parts.train) seen[static_cast<std::size_t>(target.values[r])] = true;
    for (std::size_t c = 0; c < seen.size(); ++c)
      if (!seen[c])
        throw Error("class " + quoted(target.categories[c]) + " of the target " + quoted(target.name) + " has no row in the training part",
                    "give more rows of it, remove it, or set data.split.stratify = true");
  } else {
    scale = Standardize::fit(target.values, parts.train);
    if (scale.sd == 0) throw Error("the target " + quoted(target.name) + " is constant in the training part", "give more rows, or name another target");
    out->target_mean = scale.mean;
    out->target_sd = scale.sd;
  }
  out->train = gather(features.all, target, scale, parts.train);
  out->validation = gather(features.all, target, scale, parts.validation);
  out->test = gather(features.all, target, scale, parts.test);
  for (auto& f : features.all) out->features.push_back(std::move(f.name));
  return out;
}

Hash Prepared::content() const {
  Hasher h;
  const auto add_all = [&](const std::vector<std::string>& words) {
    h.add(std::uint64_t{words.size()});
    for (const auto& w : words) h.add(w);
  };
  h.add(dataset);
  h.add(provenance.sha256);
  h.add(std::uint64_t{task == Task::classification});
  h.add(target);
  h.add(target_mean);
  h.add(target_sd);
  add_all(features);
  add_all(classes);
  for (const auto* part : {&train, &validation, &test}) {
    h.add(std::uint64_t{part->x.rows});
    h.add(part->x.values);
    h.add(part->y.values);
  }
  return h.done();
}

}  // namespace paribus
