#pragma once
// Records for the tests of the store, different for every number.

#include <stdlib.h>
#include <unistd.h>

#include <bit>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "paribus/store/store.hpp"

namespace sample {

inline std::string key(std::uint64_t i) { return paribus::sha256("run " + std::to_string(i)).hex(); }

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// The i-th record; `size` numbers in its curve.
inline paribus::Record record(std::uint64_t i, std::size_t size = 50) {
  using namespace paribus;
  Record r;
  r.key = key(i);
  const double x = static_cast<double>(i);
  r.result.subject = "predict";
  r.result.levels = {{"optimizer.kind", {std::string(i % 2 ? "adam" : "momentum")}}, {"optimizer.learning_rate", {0.1 * x}}};
  r.result.block = std::to_string(i % 10);
  r.result.outcome = i % 7 == 3 ? Outcome::diverged : Outcome::finished;
  r.result.scores = {{"validation.accuracy", 1 / (x + 3)}, {"validation.log_loss", i % 7 == 3 ? infinity : x / 7}};
  r.result.facts = {{"lambda_max", {x / 3}}, {"spectrum", {x, x / 2, x / 4}}};
  r.result.words = {{"objective", "quadratic"}};
  Curve loss{"loss", {}, {}};
  for (std::size_t j = 0; j < size; ++j) {
    loss.at.push_back(static_cast<double>(j));
    loss.values.push_back(x / static_cast<double>(j + 1));
  }
  r.result.curves = {loss};
  r.seconds = 0.001 * x;
  return r;
}

inline std::vector<paribus::Record> records(std::uint64_t from, std::uint64_t to) {
  std::vector<paribus::Record> out;
  for (auto i = from; i < to; ++i) out.push_back(record(i));
  return out;
}

inline const paribus::Protocol protocol{"hash of the plan", "title = \"?\"\n", "2 comparisons", "fixed", "sign-flip", 0.01, 0.05, 20};
inline const paribus::Store::Identity identity{std::string(64, 'd')};

/// The same to the last bit: NaN equals the NaN of the same bits, and 0 is not -0.
inline bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
inline bool same(const paribus::Vector& a, const paribus::Vector& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same(a[i], b[i])) return false;
  return true;
}
template <class Map>
bool same_map(const Map& a, const Map& b) {
  if (a.size() != b.size()) return false;
  for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j)
    if (i->first != j->first || !same(i->second, j->second)) return false;
  return true;
}
inline bool same(const paribus::Record& a, const paribus::Record& b) {
  const auto &r = a.result, &s = b.result;
  if (r.curves.size() != s.curves.size()) return false;
  for (std::size_t i = 0; i < r.curves.size(); ++i)
    if (r.curves[i].name != s.curves[i].name || !same(r.curves[i].at, s.curves[i].at) ||
        !same(r.curves[i].values, s.curves[i].values))
      return false;
  return a.key == b.key && a.error == b.error && same(a.seconds, b.seconds) && r.subject == s.subject &&
         r.block == s.block && r.outcome == s.outcome && r.levels == s.levels && r.words == s.words && same_map(r.scores, s.scores) &&
         same_map(r.facts, s.facts);
}

/// A folder that is gone with its owner; in memory, where the real disk would only cost time.
enum class Where { disk, memory };
class Folder {
 public:
  explicit Folder(Where where = Where::disk) {
    const bool memory = where == Where::memory && access("/dev/shm", W_OK) == 0;
    std::string name = (memory ? "/dev/shm" : std::filesystem::temp_directory_path().string()) + "/paribus-store-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string path(const std::string& name = "runs.db") const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace sample
