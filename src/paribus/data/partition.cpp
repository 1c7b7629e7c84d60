// Which rows of a table a study uses, and in which part.
#include <algorithm>
#include <numeric>

#include "paribus/base/text.hpp"
#include "paribus/data/features.hpp"
#include "paribus/data/split.hpp"

namespace paribus {
namespace {

// Three parts of each class need three rows of it.
void check_classes(const Column& target, std::span<const std::int32_t> label, std::size_t n) {
  std::vector<std::size_t> all(target.categories.size()), count(target.categories.size());
  for (const double x : target.values) ++all[static_cast<std::size_t>(x)];
  for (const auto c : label) ++count[static_cast<std::size_t>(c)];
  for (std::size_t c = 0; c < count.size(); ++c)
    if (all[c] > 0 && count[c] < 3)
      throw Error("class '" + text::printable(target.categories[c]) + "' of the target '" + text::printable(target.name) + "' has " +
                      text::count(count[c]) + (count[c] == 1 ? " row" : " rows") + (label.size() < n ? " among those that data.rows draws" : "") + ", too few for three parts",
                  all[c] > 2 ? "raise data.rows, or set data.split.stratify = false"
                             : "remove or merge the class, or set data.split.stratify = false");
}

/// Of data.groups or data.time, by row; empty without them. Words by the alphabet.
Vector role_values(const Dataset& data, const DataSettings& settings) {
  if (settings.groups.empty() && settings.time.empty()) return {};
  const Column& c = settings.groups.empty() ? role_column(data, settings.time, "data.time") : role_column(data, settings.groups, "data.groups");
  if (!c.categorical) return c.values;
  std::vector<std::size_t> order(c.categories.size()), place(order.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return c.categories[a] < c.categories[b]; });
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  Vector out;
  for (const double v : c.values) out.push_back(static_cast<double>(place[static_cast<std::size_t>(v)]));
  return out;
}

}  // namespace

Split partition(const Dataset& data, const DataSettings& settings, const StreamName& name) {
  const Column& target = *data.target();
  const std::size_t n = data.rows();
  const Vector role = role_values(data, settings);
  std::vector<std::int32_t> label;
  if (target.categorical && settings.stratify && role.empty())
    for (const double x : target.values) label.push_back(static_cast<std::int32_t>(x));

  std::vector<std::uint32_t> rows;  // those drawn; empty: all
  if (settings.rows > 0 && settings.rows < n) {
    Stream draw(name.at("rows"));
    rows = label.empty() ? draw_rows(n, settings.rows, draw) : draw_classes(label, settings.rows, draw);
    if (!label.empty()) {
      for (std::size_t i = 0; i < rows.size(); ++i) label[i] = label[rows[i]];  // rows ascend, so rows[i] >= i
      label.resize(rows.size());
    }
  }
  if (!label.empty()) check_classes(target, label, n);
  const std::size_t used = rows.empty() ? n : rows.size();

  Stream stream(name);
  Vector drawn;
  for (std::size_t i = 0; i < used && !role.empty(); ++i) drawn.push_back(role[rows.empty() ? i : rows[i]]);
  Split out = !settings.groups.empty() ? split_groups(drawn, settings.validation, settings.test, stream)
              : !settings.time.empty() ? split_time(drawn, settings.validation, settings.test)
              : label.empty()          ? split_rows(used, settings.validation, settings.test, stream)
                                       : split_classes(label, settings.validation, settings.test, stream);
  const std::pair<std::vector<std::uint32_t>*, const char*> parts[] = {
      {&out.train, "training"}, {&out.validation, "validation"}, {&out.test, "test"}};
  for (const auto& [part, word] : parts) {
    if (part->empty() && !role.empty())
      throw Error("'" + text::printable(settings.groups + settings.time) + "' has too few different values: none is left for the " + word + " part",
                  "name a column of more values, or choose other shares in data.split");
    if (part->empty())
      throw Error("of " + std::to_string(used) + " rows" + (used < n ? " that data.rows draws" : "") + " none is left for the " + word + " part",
                  used < n ? "raise data.rows, or choose other shares in data.split" : "give more rows, or choose other shares in data.split");
    if (!rows.empty())
      for (auto& r : *part) r = rows[r];
  }
  return out;
}

}  // namespace paribus
