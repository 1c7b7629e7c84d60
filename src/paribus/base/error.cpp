#include "paribus/base/error.hpp"

#include <algorithm>
#include <numeric>

namespace paribus {

std::string Where::text() const {
  std::string out = file;
  if (line) out += ":" + std::to_string(line);
  if (line && column) out += ":" + std::to_string(column);
  return out;
}

namespace {

std::string whole(const std::string& what, const std::string& advice, const Where& where) {
  std::string out = where.text();
  if (!out.empty()) out += ": ";
  out += what;
  if (!advice.empty()) out += "; " + advice;
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

Error::Error(const std::string& what, const std::string& try_this, const Where& where)
    : std::runtime_error(whole(what, try_this, where)), problem_{what}, advice_{try_this}, where_{where} {}

std::string nearest(std::string_view name, std::span<const std::string> known) {
  std::string best;
  std::size_t least = name.size() / 3 + 1;
  for (const auto& candidate : known) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance <= least && (best.empty() || distance < least)) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

std::string suggestion(std::string_view name, std::span<const std::string> known) {
  if (known.empty()) return "";
  if (const auto near = nearest(name, known); !near.empty()) return "did you mean '" + near + "'?";
  std::string out = "known: ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (i == 20) return out + ", ...";
    out += (i ? ", " : "") + known[i];
  }
  return out;
}

}  // namespace paribus
