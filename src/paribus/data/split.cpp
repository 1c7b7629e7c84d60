#include "paribus/data/split.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace paribus {
namespace {

// n * share as floor + fraction; what is an integer but for rounding counts as one.
struct Quota {
  std::size_t floor;
  double fraction;
  Quota(std::size_t n, double share) {
    const double exact = static_cast<double>(n) * share, near = std::round(exact);
    const double value = std::abs(exact - near) < 1e-9 * (1 + near) ? near : exact;
    floor = static_cast<std::size_t>(value);
    fraction = value - static_cast<double>(floor);
  }
};

std::size_t rounded(double x) { return static_cast<std::size_t>(std::floor(x + 0.5)); }

// Adds 1 to the counts of the classes that may take one more, largest fraction first (ties: the earlier class),
// until they add up to `total` or no class is left.
void round_up(std::vector<std::size_t>& count, const std::vector<double>& fraction, std::size_t total) {
  std::vector<std::size_t> order;
  for (std::size_t c = 0; c < count.size(); ++c) {
    if (fraction[c] > 0) order.push_back(c);
    total -= std::min(total, count[c]);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return fraction[a] > fraction[b]; });
  for (std::size_t i = 0; i < order.size() && i < total; ++i) ++count[order[i]];
}

// The rows of each class, ascending.
std::vector<std::vector<std::uint32_t>> by_class(std::span<const std::int32_t> label) {
  std::vector<std::vector<std::uint32_t>> out;
  for (std::uint32_t i = 0; i < label.size(); ++i) {
    const auto c = static_cast<std::size_t>(label[i]);
    if (c >= out.size()) out.resize(c + 1);
    out[c].push_back(i);
  }
  return out;
}

void sort_parts(Split& s) {
  for (auto* part : {&s.train, &s.validation, &s.test}) std::sort(part->begin(), part->end());
}

// The first `test` rows go to the test part, the next `validation` rows to validation, the rest to training.
void deal(const std::vector<std::uint32_t>& rows, std::size_t test, std::size_t validation, Split& out) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    (i < test ? out.test : i < test + validation ? out.validation : out.train).push_back(rows[i]);
}

}  // namespace

Split split_rows(std::size_t n, double validation, double test, Stream& stream) {
  Split out;
  const double rows = static_cast<double>(n);
  deal(permutation(static_cast<std::uint32_t>(n), stream), rounded(rows * test), rounded(rows * validation), out);
  sort_parts(out);
  return out;
}

Split split_classes(std::span<const std::int32_t> label, double validation, double test, Stream& stream) {
  auto members = by_class(label);
  std::vector<std::size_t> tests, validations;
  std::vector<double> test_fraction, free;
  for (const auto& rows : members) {
    const Quota q(rows.size(), test);
    tests.push_back(q.floor);
    test_fraction.push_back(q.fraction);
  }
  round_up(tests, test_fraction, rounded(static_cast<double>(label.size()) * test));
  // The fractions of a class's three quotas add up to 0, 1 or 2. Once the test part has its row, either what is
  // left determines validation and training, or exactly one of the two takes one more row and we may choose.
  for (std::size_t c = 0; c < members.size(); ++c) {
    const Quota v(members[c].size(), validation), w(members[c].size(), 1 - validation - test);
    const std::size_t spare = members[c].size() - tests[c] - v.floor - w.floor;  // 0, 1 or 2 rows
    const bool choice = spare == 1 && v.fraction > 0 && w.fraction > 0;
    const bool forced = spare == 2 || (spare == 1 && w.fraction == 0);
    validations.push_back(v.floor + (forced ? 1 : 0));
    free.push_back(choice ? v.fraction : 0);
  }
  round_up(validations, free, rounded(static_cast<double>(label.size()) * validation));
  Split out;
  for (std::size_t c = 0; c < members.size(); ++c) {
    stream.shuffle(members[c]);
    deal(members[c], tests[c], validations[c], out);
  }
  sort_parts(out);
  return out;
}

Split split_groups(View group, double validation, double test, Stream& stream) {
  std::map<double, std::size_t> place;
  std::vector<std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < group.size(); ++i) {
    const auto [at, fresh] = place.try_emplace(group[i], members.size());
    if (fresh) members.emplace_back();
    members[at->second].push_back(i);
  }
  Split out;
  const double n = static_cast<double>(group.size());
  const auto nearer = [](std::size_t now, std::size_t more, std::size_t wanted) { return now < wanted && 2 * (wanted - now) >= more; };
  for (const auto g : permutation(static_cast<std::uint32_t>(members.size()), stream)) {
    const auto& rows = members[g];
    auto& part = nearer(out.test.size(), rows.size(), rounded(n * test))               ? out.test
                 : nearer(out.validation.size(), rows.size(), rounded(n * validation)) ? out.validation
                                                                                       : out.train;
    part.insert(part.end(), rows.begin(), rows.end());
  }
  sort_parts(out);
  return out;
}

Split split_time(View time, double validation, double test) {
  const std::size_t n = time.size();
  std::vector<std::uint32_t> rows(n);
  std::iota(rows.begin(), rows.end(), 0u);
  std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return time[a] > time[b]; });
  // How many of the latest: to the end of those of one time.
  const auto whole = [&](std::size_t count) {
    while (count > 0 && count < n && time[rows[count]] == time[rows[count - 1]]) ++count;
    return count;
  };
  const std::size_t tests = whole(rounded(static_cast<double>(n) * test));
  Split out;
  deal(rows, tests, whole(std::min(n, tests + rounded(static_cast<double>(n) * validation))) - tests, out);
  sort_parts(out);
  return out;
}

std::vector<std::uint32_t> draw_rows(std::size_t n, std::size_t count, Stream& stream) {
  auto out = permutation(static_cast<std::uint32_t>(n), stream);
  out.resize(std::min(n, count));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::uint32_t> draw_classes(std::span<const std::int32_t> label, std::size_t count, Stream& stream) {
  auto members = by_class(label);
  const std::uint64_t n = label.size(), k = std::min<std::uint64_t>(n, count);
  std::vector<std::size_t> drawn;
  std::vector<double> remainder;  // n times the fraction of the quota n_c k / n: whole numbers, exact
  for (const auto& rows : members) {
    drawn.push_back(n ? rows.size() * k / n : 0);
    remainder.push_back(n ? static_cast<double>(rows.size() * k % n) : 0);
  }
  round_up(drawn, remainder, k);
  std::vector<std::uint32_t> out;
  for (std::size_t c = 0; c < members.size(); ++c) {
    stream.shuffle(members[c]);
    out.insert(out.end(), members[c].begin(), members[c].begin() + static_cast<std::ptrdiff_t>(drawn[c]));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace paribus
