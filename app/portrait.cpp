#include "app/portrait.hpp"

#include <algorithm>
#include <optional>

#include "paribus/base/text.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/landscape.hpp"

namespace paribus {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;
using Track2d = Answer::Portrait::Track;
constexpr std::size_t fine = 49, coarse = 15;  // lines of the grids of loss and field
constexpr int hundredths = 20;                 // of a straight line, beyond either of its ends

/// Of "I,J"; nothing if it is a word.
std::optional<Pair> coordinates_of(const std::string& text, std::size_t n) {
  if (text.empty() || text.find_first_not_of("0123456789,") != text.npos) return {};
  const auto comma = text.find(',');
  const auto whole = [&](const std::string& s) {
    if (s.empty() || s.size() > 9 || s.find(',') != s.npos || std::stoul(s) >= n)
      throw Error("--plane " + text + " does not name two of " + std::to_string(n) + " parameters",
                  "write two numbers from 0 to " + std::to_string(n - 1) + ", for example --plane 0,1");
    return std::stoul(s);
  };
  const Pair out{whole(text.substr(0, comma)), whole(comma == text.npos ? "" : text.substr(comma + 1))};
  if (out.first == out.second) throw Error("--plane " + text + " names one parameter twice", "name two different ones");
  return out;
}

/// Sets the words of the plane.
Plane plane_of(const std::string& word, const BesideFlow& all, const Risk& risk, Answer::Portrait& p) {
  const auto say = [&](std::string plane, std::string across, std::string up) {
    p.plane = std::move(plane), p.across = std::move(across), p.up = std::move(up);
  };
  const Vector &start = all.flow.theta.front(), &end = all.flow.theta.back();
  if (const auto two = coordinates_of(word, end.size())) {
    const std::string i = std::to_string(two->first), j = std::to_string(two->second);
    say("The plane of two parameters, " + i + " and " + j + "; the others stay where the flow ends.", "parameter " + i,
        "parameter " + j);
    return coordinate_plane(end, two->first, two->second);
  }
  if (word == "filters") {
    say("The plane through the end of the flow along two random directions, in which each unit’s part is as long as "
        "its "
        "weights (filter normalization, Li et al. 2018); paths are projected onto it.",
        "first random direction", "second random direction");
    return filter_plane(end, risk.layout(), {1, 0, "plane"});
  }
  if (word == "ends") {
    say("The plane through the start, the end of the flow (to the right of it) and the end of the first optimizer.",
        "along the flow’s way", "across it");
    return plane_through(start, end, all.optimizers.at(0).theta.back());
  }
  const Movement m = movement(all.flow.theta);
  say("The plane in which the flow moves most: its first two principal directions, with " + text::percent(m.first, 1) +
          " and " + text::percent(m.second, 1) + " of its movement.",
      "first direction of movement", "second direction of movement");
  return m.plane;
}

Vector grid(double low, double high, std::size_t n) {
  Vector out;
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(low + (high - low) * static_cast<double>(i) / static_cast<double>(n - 1));
  return out;
}

/// Holds the flow, with room around it, and what of the optimizers is not much farther away.
std::pair<double, double> range(const std::vector<Track2d>& tracks, Vector Track2d::*axis) {
  const auto [least, most] = std::minmax_element((tracks[0].*axis).begin(), (tracks[0].*axis).end());
  double low = *least, high = *most;
  const double size = high > low ? high - low : 1, from = low - size, to = high + size;
  for (const auto& t : tracks)
    for (const double v : t.*axis) low = std::max(from, std::min(low, v)), high = std::min(to, std::max(high, v));
  const double room = 0.08 * (high > low ? high - low : 1);
  return {low - room, high + room};
}

}  // namespace

void check_plane(const std::string& word, std::size_t parameters) {
  const std::vector<std::string> known{"movement", "ends", "filters"};
  if (!coordinates_of(word, parameters) && std::find(known.begin(), known.end(), word) == known.end())
    throw Error("unknown plane '" + word + "'", suggestion(word, known));
}

Answer::Portrait portrait(const BesideFlow& all, const Bench& bench, const std::string& word) {
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  Answer::Portrait p;
  p.sharpness = all.sharpness, p.time = all.flow.times.back(), p.bends = !all.smooth;
  for (const Kink& k : all.kinks) p.bent.push_back((k.from + k.to) / 2);
  const Plane plane = plane_of(word, all, risk, p);
  for (int k = -hundredths; k <= 100 + hundredths; ++k) p.shares.push_back(k / 100.0);
  const Vector& start = all.flow.theta.front();
  Vector way = all.flow.theta.back();
  axpy(-1, start, way);
  const double far = norm(way);
  const auto add = [&](const Track& t) {
    Track2d& to = p.tracks.emplace_back();
    to.times = t.times, to.loss = t.loss, to.distance = t.distance;
    if (far > 0) scale(1 / far, to.distance);
    to.rate = t.rate, to.steps = t.steps, to.sharpness = t.sharpness, to.felt_sharpness = t.felt_sharpness;
    to.diverged = t.outcome != Outcome::finished;
    if (!to.diverged) to.straight = values_between(start, t.theta.back(), risk, p.shares);
    for (const Vector& theta : t.theta) {
      const auto [x, y] = plane.coordinates(theta);
      to.across.push_back(x), to.up.push_back(y);
    }
  };
  add(all.flow);
  for (const auto& t : all.optimizers) add(t);

  // Filter-normalized directions have a unit of their own: 1 is as far as the weights are long.
  const std::pair unit{-1.0, 1.0};
  const auto [left, right] = word == "filters" ? unit : range(p.tracks, &Track2d::across);
  const auto [bottom, top] = word == "filters" ? unit : range(p.tracks, &Track2d::up);
  p.x = grid(left, right, fine), p.y = grid(bottom, top, fine);
  p.loss = values_on(plane, risk, p.x, p.y);
  const double w = (right - left) / coarse, h = (top - bottom) / coarse;
  p.field_x = grid(left + w / 2, right - w / 2, coarse), p.field_y = grid(bottom + h / 2, top - h / 2, coarse);
  std::tie(p.right, p.upward) = field_on(plane, risk, p.field_x, p.field_y);
  return p;
}

}  // namespace paribus
