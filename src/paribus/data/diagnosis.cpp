#include "paribus/data/diagnosis.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }

/// The fullest part a whole block.
std::string bars(const std::vector<std::size_t>& count) {
  static constexpr const char* heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::size_t most = count.empty() ? 0 : *std::ranges::max_element(count);
  std::string out;
  for (const auto n : count) out += n == 0 ? " " : heights[(7 * n + most - 1) / most];
  return out;
}

void add_shapes(std::string& out, const Description& data) {
  constexpr std::size_t most = 100;
  if (data.columns.size() > most) return;
  std::size_t width = 0;
  for (const auto& c : data.columns) width = std::max(width, std::min<std::size_t>(32, text::width(c.name)));
  std::string lines;
  for (const auto& c : data.columns)
    if (!c.categorical && !c.count.empty()) lines += "  " + text::padded(c.name, width) + "  |" + bars(c.count) + "|\n";
  if (!lines.empty()) out += "shape of each column of numbers, from its minimum to its maximum:\n" + lines + "\n";
}

}  // namespace

std::string condition_words(const Geometry& g) {
  return "condition number " +
         (!std::isinf(g.condition) ? text::number(g.condition) : g.rows <= g.columns ? "infinite, for there are no more rows than columns" : "infinite, for some columns are sums of others") +
         "; effective rank " + text::number(g.effective_rank);
}

std::string leverage_words(const Geometry& g) {
  return "at most " + text::number(g.leverage.front().value) + ", in row " + std::to_string(g.leverage.front().row) + "; " + (g.high_leverage ? text::count(g.high_leverage) : "no") +
         (g.high_leverage < 2 ? " row above three times the mean" : " rows above three times the mean");
}

std::string close_words(const Geometry& g) {
  constexpr std::size_t most = 5;
  std::string out;
  for (std::size_t i = 0; i < g.close.size() && i < most; ++i)
    out += (i ? ", " : "") + quoted(g.close[i].a) + " and " + quoted(g.close[i].b) + " (correlation " + text::number(g.close[i].correlation) + ")";
  if (g.close.size() > most) out += ", and " + text::count(g.close.size() - most) + (g.close.size() == most + 1 ? " more pair" : " more pairs");
  return out;
}

std::string diagnosis(const Diagnosis& data) {
  std::string out;
  add_shapes(out, data.table);
  if (const Geometry& g = data.geometry; g.columns > 0) {
    out += std::to_string(g.columns) + " columns of numbers over " + std::to_string(g.rows) + " complete rows: " + text::plain(condition_words(g)) + "\n";
    out += "leverage: " + text::plain(leverage_words(g)) + "\n";
    if (!g.close.empty()) out += "close columns: " + text::plain(close_words(g)) + "\n";
  }
  if (data.suspicions.empty()) return out + "nothing suspicious was found\n";
  out += "\nsuspicious:\n";
  for (const auto& s : data.suspicions) out += "  - " + s.text + "\n";
  return out;
}

}  // namespace paribus
