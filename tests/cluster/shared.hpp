#pragma once
// Data that the tests of this room share with the scripts that made their reference values.

#include <cmath>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "paribus/math/matrix.hpp"

namespace paribus {

inline nlohmann::json reference(const char* name) {
  std::ifstream file(std::string(PARIBUS_SOURCE_DIR "/tests/reference/") + name);
  return nlohmann::json::parse(file);
}

inline Matrix matrix_of(const nlohmann::json& rows) {
  const std::vector<Vector> all = rows;
  Matrix out(all.size(), all.at(0).size());
  for (std::size_t i = 0; i < out.rows; ++i) std::copy(all[i].begin(), all[i].end(), out.row(i).begin());
  return out;
}

struct Iris {
  Matrix x;
  std::vector<std::uint32_t> species;
};
inline const Iris& iris() {
  static const Iris all = [] {
    const auto kept = reference("model.json")["logistic"];
    Iris out{matrix_of(kept["x"]), {}};
    for (std::uint32_t i = 0; i < 150; ++i) out.species.push_back(i / 50);
    return out;
  }();
  return all;
}

/// x_ij = 4 sin(1 + 7 (i mod 5) + 3 j) + sin(2 + 13 i + 5 j), as in make_kmeans.py: five groups, which more than 4 take apart.
inline Matrix wave(std::size_t n, std::size_t d, double apart = 4) {
  Matrix x(n, d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j)
      x(i, j) = apart * std::sin(1. + 7. * double(i % 5) + 3. * double(j)) + std::sin(2. + 13. * double(i) + 5. * double(j));
  return x;
}

/// What make_clusters.py kept, and the data that a case of it names.
inline const nlohmann::json& kept() {
  static const nlohmann::json all = reference("clusters.json");
  return all;
}
inline Matrix data(const nlohmann::json& of) {
  if (of["data"] == "wave") return wave(300, 6);
  Matrix x = iris().x;
  for (std::size_t i = 0; i < x.rows && of["data"] == "shaken"; ++i)
    for (std::size_t j = 0; j < 4; ++j) x(i, j) += 0.01 * std::sin(2. + 13. * double(i) + 5. * double(j));
  return x;
}

}  // namespace paribus
