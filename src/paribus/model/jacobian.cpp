#include "paribus/model/jacobian.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "paribus/math/vector.hpp"
#include "paribus/model/written_out.hpp"

namespace paribus {
namespace {

constexpr const char* fewer = "take fewer examples (in a study, data.rows), or ask for products with it";

/// J^T e_q of the named rows: only one example has a part in it.
void pull_back_unit(OutputMap& map, View theta, std::span<const std::uint32_t> rows, std::size_t q, Span out) {
  const std::size_t k = map.examples().outputs;
  const std::uint32_t row = rows.empty() ? static_cast<std::uint32_t>(q / k) : rows[q / k];
  Vector unit(k);
  unit[q % k] = 1;
  map.pull_back(theta, {&row, 1}, unit, out);
}

/// f - y, in place.
void subtract_targets(const Packed& examples, std::span<const std::uint32_t> rows, Span f) {
  const Rows<const double> y = examples.y<double>();
  const std::size_t k = y.columns;
  for (std::size_t q = 0; q < f.size(); ++q) f[q] -= y[rows.empty() ? q / k : rows[q / k]][q % k];
}

}  // namespace

Matrix jacobian(OutputMap& map, View theta, std::span<const std::uint32_t> rows) {
  const std::size_t m = map.size(rows);
  check_written_out("a Jacobian", m, theta.size(), fewer);
  Matrix j(m, theta.size());
  for (std::size_t q = 0; q < m; ++q) pull_back_unit(map, theta, rows, q, j.row(q));
  return j;
}

Matrix tangent_kernel(OutputMap& map, View theta, std::span<const std::uint32_t> rows, View metric) {
  const std::size_t m = map.size(rows);
  assert(metric.empty() || metric.size() == theta.size());
  check_written_out("a tangent kernel", m, m, fewer);
  Matrix kernel(m, m);
  Vector direction(theta.size());
  for (std::size_t q = 0; q < m; ++q) {
    pull_back_unit(map, theta, rows, q, direction);
    for (std::size_t p = 0; p < metric.size(); ++p) direction[p] *= metric[p];
    map.push_forward(theta, rows, direction, kernel.row(q));
  }
  for (std::size_t i = 0; i < m; ++i)   // both triangles are the same to rounding; now to the bit
    for (std::size_t j = 0; j < i; ++j) kernel(j, i) = kernel(i, j);
  return kernel;
}

Linearized::Linearized(std::unique_ptr<OutputMap> map, View theta0)
    : map_{std::move(map)}, theta0_(theta0.begin(), theta0.end()), f0_(map_->size()) {
  map_->evaluate(theta0_, {}, f0_);
}

Vector Linearized::outputs(View theta, std::span<const std::uint32_t> rows) {
  Vector moved(theta.begin(), theta.end()), f(map_->size(rows));
  axpy(-1, theta0_, moved);
  map_->push_forward(theta0_, rows, moved, f);
  const std::size_t k = map_->examples().outputs;
  for (std::size_t q = 0; q < f.size(); ++q) f[q] += f0_[rows.empty() ? q : rows[q / k] * k + q % k];
  return f;
}

double Linearized::evaluate(View theta, const Draw& draw, Span gradient) {
  Vector f = outputs(theta, draw.rows);
  const double n = static_cast<double>(f.size() / map_->examples().outputs);
  subtract_targets(map_->examples(), draw.rows, f);
  const double loss = dot(f, f) / (2 * n);
  if (gradient.empty()) return loss;
  scale(1 / n, f);
  map_->pull_back(theta0_, draw.rows, f, gradient);
  return loss;
}

void Linearized::hessian_vector(View, const Draw& draw, View v, Span out) {
  Vector f(map_->size(draw.rows));
  map_->push_forward(theta0_, draw.rows, v, f);
  scale(static_cast<double>(map_->examples().outputs) / static_cast<double>(f.size()), f);
  map_->pull_back(theta0_, draw.rows, f, out);
}

LinearizedFacts linearized_facts(OutputMap& map, View theta0) {
  return linearized_facts(map, theta0, tangent_kernel(map, theta0));
}

LinearizedFacts linearized_facts(OutputMap& map, View theta0, Matrix kernel) {
  scale(1 / static_cast<double>(map.examples().size), kernel.values);
  Vector residual(map.size());
  map.evaluate(theta0, {}, residual);
  subtract_targets(map.examples(), {}, residual);
  SymmetricEigen eigen = symmetric_eigen(kernel);
  LinearizedFacts facts{std::move(eigen.values), Vector(residual.size()), std::move(eigen.vectors)};
  for (std::size_t q = 0; q < residual.size(); ++q)   // rows of U, scaled by the residual, add up to U^T residual
    axpy(residual[q], std::as_const(facts.vectors).row(q), facts.coefficients);
  return facts;
}

}  // namespace paribus
