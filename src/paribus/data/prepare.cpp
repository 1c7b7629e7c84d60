// From a Dataset to Examples: split, then fit every transform on the training part, then apply it to all rows.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/examples.hpp"
#include "paribus/data/split.hpp"
#include "paribus/data/transforms/transforms.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }

std::size_t missing(const Column& column) {
  return static_cast<std::size_t>(std::count_if(column.values.begin(), column.values.end(), [](double x) { return std::isnan(x); }));
}

// The names in a note, at most ten.
std::string listed(std::vector<std::string> names) {
  if (names.size() <= 10) return text::list(names);
  const std::size_t rest = names.size() - 10;
  names.resize(10);
  names.push_back(std::to_string(rest) + " more");
  return text::list(names);
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

Split split(const Dataset& data, const Column& target, const DataSettings& settings, const StreamName& name) {
  Stream stream(name);
  const std::size_t n = data.rows();
  std::vector<std::int32_t> label;
  if (target.categorical && settings.stratify) {
    std::vector<std::size_t> count(target.categories.size());
    for (const double x : target.values) ++count[static_cast<std::size_t>(label.emplace_back(static_cast<std::int32_t>(x)))];
    for (std::size_t c = 0; c < count.size(); ++c)
      if (count[c] == 1 || count[c] == 2)
        throw Error("class " + quoted(target.categories[c]) + " of the target " + quoted(target.name) + " has " + text::count(count[c]) +
                        (count[c] == 1 ? " row" : " rows") + ", too few for three parts",
                    "remove or merge the class, or set data.split.stratify = false");
  }
  const Split out = label.empty() ? split_rows(n, settings.validation, settings.test, stream)
                                  : split_classes(label, settings.validation, settings.test, stream);
  const auto refuse = [&](const std::vector<std::uint32_t>& rows, const std::string& part) {
    if (rows.empty())
      throw Error("of " + std::to_string(n) + " rows none is left for the " + part + " part", "give more rows, or choose other shares in data.split");
  };
  refuse(out.train, "training");
  refuse(out.validation, "validation");
  refuse(out.test, "test");
  return out;
}

// The spread of such numbers overflows.
[[noreturn]] void too_large(const std::string& column) {
  throw Error("the numbers in " + quoted(column) + " are too large to standardize", "rescale the column, for example by its unit");
}

// The feature columns of x, one source column at a time: name, and value by row.
struct Features {
  std::vector<std::string> names;
  std::vector<Vector> values;             ///< values[j][row of the dataset]
  std::vector<std::string> constant, unseen;

  void add(Column column, const DataSettings& settings, RowNumbers train) {
    if (missing(column) > 0) {
      const double stand_in = Impute::fit(column, train, settings.impute).value;
      for (double& x : column.values)
        if (std::isnan(x)) x = stand_in;
    }
    if (!column.categorical) {
      const auto s = Standardize::fit(column.values, train);
      if (!std::isfinite(s.mean) || !std::isfinite(s.sd)) too_large(column.name);
      if (s.sd == 0) constant.push_back(quoted(column.name));
      if (settings.scale == "standard")
        for (double& x : column.values) x = s.apply(x);
      names.push_back(column.name);
      values.push_back(std::move(column.values));
      return;
    }
    const auto encoded = OneHot::fit(column, train);
    if (encoded.levels.size() == 1) constant.push_back(quoted(column.name));
    if (std::any_of(column.values.begin(), column.values.end(), [&](double x) { return !encoded.knows(x); })) unseen.push_back(quoted(column.name));
    for (const auto level : encoded.levels) {
      names.push_back(column.name + "=" + column.categories[level]);
      auto& indicator = values.emplace_back(column.values);
      for (double& x : indicator) x = x == static_cast<double>(level) ? 1.0 : 0.0;
    }
  }
};

Examples gather(const Features& features, const Column& target, const Standardize& scale, RowNumbers rows) {
  Examples out;
  const std::size_t n = rows.size(), k = target.categorical ? target.categories.size() : 1;
  out.x = Matrix(n, features.values.size());
  out.y = Matrix(n, k);
  for (std::size_t j = 0; j < features.values.size(); ++j)
    for (std::size_t i = 0; i < n; ++i) out.x(i, j) = features.values[j][rows[i]];
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
  const Split parts = split(data, target, settings, name);

  auto out = std::make_shared<Prepared>();
  out->dataset = data.name;
  out->provenance = data.provenance;
  out->task = data.task();
  out->target = target.name;
  out->notes = data.notes;
  Features features;
  for (const auto& column : data.columns)
    if (column.role == Role::feature) features.add(column, settings, parts.train);
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
  out->train = gather(features, target, scale, parts.train);
  out->validation = gather(features, target, scale, parts.validation);
  out->test = gather(features, target, scale, parts.test);
  out->features = std::move(features.names);
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
