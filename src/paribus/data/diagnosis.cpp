#include "paribus/data/diagnosis.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }
std::string figure(double x, int k = 3) { return text::plain(text::number(x, k)); }

/// How many values lie in each eighth of the range, the fullest a whole block.
std::string bars(const Column& c) {
  static constexpr const char* heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  double low = INFINITY, high = -INFINITY;
  for (const double v : c.values)
    if (!std::isnan(v)) low = std::min(low, v), high = std::max(high, v);
  const double width = high - low;
  if (!(width > 0) || !std::isfinite(width)) return "";
  std::size_t count[8] = {}, most = 0;
  for (const double v : c.values)
    if (!std::isnan(v)) most = std::max(most, ++count[std::min<std::size_t>(7, static_cast<std::size_t>((v - low) / width * 8))]);
  std::string out;
  for (const auto n : count) out += n == 0 ? " " : heights[(7 * n + most - 1) / most];
  return out;
}

void add_shapes(std::string& out, const Dataset& data) {
  constexpr std::size_t most = 100;
  if (data.columns.size() > most) return;
  std::size_t width = 0;
  for (const auto& c : data.columns) width = std::max(width, std::min<std::size_t>(32, text::width(text::printable(c.name))));
  std::string lines;
  for (const auto& c : data.columns)
    if (const std::string b = c.categorical ? "" : bars(c); !b.empty()) lines += "  " + text::padded(text::printable(c.name), width) + "  |" + b + "|\n";
  if (!lines.empty()) out += "shape of each column of numbers, from its minimum to its maximum:\n" + lines + "\n";
}

void add_geometry(std::string& out, const Geometry& g) {
  if (g.columns == 0) return;
  out += std::to_string(g.columns) + " columns of numbers over " + std::to_string(g.rows) + " complete rows: condition number " +
         (!std::isinf(g.condition) ? figure(g.condition) : g.rows <= g.columns ? "infinite, for there are no more rows than columns" : "infinite, for some columns are sums of others") + "; effective rank " +
         figure(g.effective_rank) + "\n";
  out += "leverage: at most " + figure(g.largest_leverage) + ", in row " + std::to_string(g.largest_row) + "; " + std::to_string(g.high_leverage) +
         " rows above three times the mean\n";
  if (g.close.empty()) return;
  out += "close columns: ";
  constexpr std::size_t most = 5;
  for (std::size_t i = 0; i < g.close.size() && i < most; ++i)
    out += (i ? ", " : "") + quoted(g.close[i].a) + " and " + quoted(g.close[i].b) + " (correlation " + figure(g.close[i].correlation) + ")";
  if (g.close.size() > most) out += ", and " + std::to_string(g.close.size() - most) + " more pairs";
  out += "\n";
}

}  // namespace

std::string diagnosis(const Dataset& data) {
  std::string out;
  add_shapes(out, data);
  add_geometry(out, geometry(data));
  const auto found = suspicions(data);
  if (found.empty()) return out + "nothing suspicious was found\n";
  out += "\nsuspicious:\n";
  for (const auto& s : found) out += "  - " + s.text + "\n";
  return out;
}

}  // namespace paribus
