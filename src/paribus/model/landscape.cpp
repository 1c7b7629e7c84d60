#include "paribus/model/landscape.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "paribus/math/dense.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Makes v unit and orthogonal to u; false if nothing of it is left.
bool orthogonalize(View u, Vector& v) {
  const double before = norm(v);
  for (int twice = 0; twice < 2; ++twice) axpy(-dot(u, v), u, v);
  const double left = norm(v);
  if (!(left > 1e-12 * before)) return false;
  scale(1 / left, v);
  return true;
}

/// Some direction that is not u.
Vector another(View u) {
  for (std::size_t i = 0;; ++i) {
    Vector v(u.size(), 0.0);
    v[i] = 1;
    if (orthogonalize(u, v)) return v;
  }
}

}  // namespace

Vector Plane::at(double a, double b) const {
  Vector out = origin;
  axpy(a, u, out);
  axpy(b, v, out);
  return out;
}

std::pair<double, double> Plane::part(View direction) const {
  const double uu = dot(u, u), uv = dot(u, v), vv = dot(v, v), du = dot(u, direction), dv = dot(v, direction);
  const double det = uu * vv - uv * uv;
  return {(vv * du - uv * dv) / det, (uu * dv - uv * du) / det};
}

std::pair<double, double> Plane::coordinates(View theta) const {
  Vector d(theta.begin(), theta.end());
  axpy(-1, origin, d);
  return part(d);
}

// From the Gram matrix of the centered points, which is small: if G w = s w, then sum_i w_i x_i is along a principal
// direction and has the squared length s.
Movement movement(std::span<const Vector> path) {
  assert(path.size() > 1 && path[0].size() > 1);
  const std::size_t m = path.size(), n = path[0].size();
  Movement out;
  out.plane.origin.assign(n, 0.0);
  for (const Vector& x : path) axpy(1 / static_cast<double>(m), x, out.plane.origin);
  std::vector<Vector> centered(path.begin(), path.end());
  for (Vector& x : centered) axpy(-1, out.plane.origin, x);
  Matrix g(m, m);
  double all = 0;
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j <= i; ++j) g(i, j) = g(j, i) = dot(centered[i], centered[j]);
    all += g(i, i);
  }
  const SymmetricEigen e = symmetric_eigen(g);
  const auto direction = [&](std::size_t column) {
    Vector d(n, 0.0);
    for (std::size_t i = 0; i < m; ++i) axpy(e.vectors(i, column), centered[i], d);
    return d;
  };
  out.plane.u = direction(m - 1), out.plane.v = direction(m - 2);
  const double length = norm(out.plane.u);
  if (length > 0) scale(1 / length, out.plane.u);
  else out.plane.u[0] = 1;  // a path that does not move
  const bool flat = !(e.values[m - 2] > 1e-12 * e.values[m - 1]) || !orthogonalize(out.plane.u, out.plane.v);
  if (flat) out.plane.v = another(out.plane.u);
  out.first = all > 0 ? e.values[m - 1] / all : 0, out.second = flat ? 0 : e.values[m - 2] / all;
  // Sign: the path ends where it is positive along both.
  for (Vector* d : {&out.plane.u, &out.plane.v})
    if (dot(*d, centered.back()) < 0) scale(-1, *d);
  return out;
}

Plane coordinate_plane(View origin, std::size_t i, std::size_t j) {
  assert(i < origin.size() && j < origin.size() && i != j);
  Plane p{Vector(origin.begin(), origin.end()), Vector(origin.size(), 0.0), Vector(origin.size(), 0.0)};
  p.origin[i] = p.origin[j] = 0;  // so that a and b are the coordinates themselves
  p.u[i] = p.v[j] = 1;
  return p;
}

Plane plane_through(View a, View b, View c) {
  Plane p{Vector(a.begin(), a.end()), Vector(b.begin(), b.end()), Vector(c.begin(), c.end())};
  axpy(-1, a, p.u), axpy(-1, a, p.v);
  const double length = norm(p.u);
  if (length > 0) scale(1 / length, p.u);
  if (!(length > 0) || !orthogonalize(p.u, p.v))
    throw Error("the three points lie on one line, so many planes hold them", "choose a third point off the line");
  return p;
}

// A block of weights is rows x columns, in x out: unit j is fed by column j.
Vector filter_normalized(View direction, View theta, std::span<const Block> layout) {
  Vector out(direction.begin(), direction.end());
  for (const Block& b : layout)
    for (std::size_t j = 0; j < b.columns; ++j) {
      double of_direction = 0, of_theta = 0;
      for (std::size_t i = 0; i < b.rows; ++i) {
        const std::size_t at = b.offset + i * b.columns + j;
        of_direction += direction[at] * direction[at], of_theta += theta[at] * theta[at];
      }
      const double factor = of_direction > 0 ? std::sqrt(of_theta / of_direction) : 0;
      for (std::size_t i = 0; i < b.rows; ++i) out[b.offset + i * b.columns + j] *= factor;
    }
  return out;
}

Plane filter_plane(View theta, std::span<const Block> layout, const StreamName& name) {
  Plane p{Vector(theta.begin(), theta.end()), {}, {}};
  for (const auto& [word, to] : {std::pair{"u", &p.u}, {"v", &p.v}}) {
    Vector d(theta.size());
    Stream stream{name.at(word)};
    fill_normal(stream, d);
    *to = filter_normalized(d, theta, layout);
  }
  return p;
}

Matrix values_on(const Plane& plane, Objective& objective, View a, View b) {
  Matrix out(b.size(), a.size());
  for (std::size_t i = 0; i < b.size(); ++i)
    for (std::size_t j = 0; j < a.size(); ++j) out(i, j) = objective.evaluate(plane.at(a[j], b[i]), {}, {});
  return out;
}

Vector values_between(View a, View b, Objective& objective, View shares) {
  assert(a.size() == b.size());
  Vector out, theta(a.size());
  for (const double s : shares) {
    for (std::size_t i = 0; i < a.size(); ++i) theta[i] = (1 - s) * a[i] + s * b[i];
    out.push_back(objective.evaluate(theta, {}, {}));
  }
  return out;
}

std::pair<Matrix, Matrix> field_on(const Plane& plane, Field& field, View a, View b) {
  std::pair out{Matrix(b.size(), a.size()), Matrix(b.size(), a.size())};
  Vector f(plane.origin.size());
  for (std::size_t i = 0; i < b.size(); ++i)
    for (std::size_t j = 0; j < a.size(); ++j) {
      field.direction(plane.at(a[j], b[i]), {}, Span{f});
      std::tie(out.first(i, j), out.second(i, j)) = plane.part(f);
    }
  return out;
}

}  // namespace paribus
