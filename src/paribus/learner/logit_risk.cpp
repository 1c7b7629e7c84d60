#include "paribus/learner/logit_risk.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

LogitRisk::LogitRisk(const StandardRows& rows, bool reference, double l2, std::size_t stride)
    : rows_{rows}, logits_{rows.classes() - reference}, stride_{stride}, reference_{reference}, l2_{l2}, ridge_(rows.width()),
      x_(block() * kernel::stride<double>(rows.width())), panels_(kernel::panel_size<double>(rows.width(), logits_)),
      z_(block() * kernel::stride<double>(logits_)), t_(z_.size()), unscaled_(rows.width() + 1), part_(rows.width()),
      losses_(block()) {
  for (std::size_t j = 0; j < rows.features(); ++j) ridge_[j] = l2 / rows.scale[j] / rows.scale[j];
  for (std::size_t i = 0; i < rows.size(); i += stride) {
    weight_.push_back(rows.weight[i]);
    label_.push_back(rows.label[i]);
  }
  if (stride > 1) scale(1 / sum(weight_), weight_);
}

LogitRisk::LogitRisk(const LogitRisk& all, std::size_t stride) : LogitRisk{all.rows_, all.reference_, all.l2_, stride} {}

/// One logit takes the rows as they lie in memory, z = sum_j (r_j - shift_j) factor_j theta_j; several are a product of
/// standardized blocks.
void LogitRisk::forward(View theta, std::size_t from, std::size_t count, double* z) {
  const std::size_t d = rows_.features();
  if (logits_ == 1) {
    double start = rows_.intercept ? theta[d] : 0;
    for (std::size_t j = 0; j < d; ++j) {
      unscaled_[j] = theta[j] * rows_.factor[j];
      start -= unscaled_[j] * rows_.shift[j];
    }
    for (std::size_t i = 0; i < count; ++i) z[i] = dot({raw(from + i), d}, View(unscaled_).first(d)) + start;
    return;
  }
  const std::size_t width = rows_.width();
  const Rows<double> x{x_.data(), count, width, kernel::stride<double>(width)};
  rows_.block(from * stride_, stride_, x);
  const kernel::Panels<double> w{panels_.data(), width, logits_};
  kernel::pack(theta.data(), width, logits_, w);
  const Rows<double> y{t_.data(), count, logits_, kernel::stride<double>(logits_)};
  const kernel::Buffer<double> zero(y.stride);
  kernel::product<double>(x, w, {zero.data(), 0}, kernel::Activation::identity, y);
  for (std::size_t i = 0; i < count; ++i) std::copy_n(y[i], logits_, z + i * logits_);
}

/// g += sum_i r_i x_i over a block; r is count x m.
void LogitRisk::backward(std::size_t from, std::size_t count, const double* r, Span g) {
  const std::size_t d = rows_.features();
  if (logits_ == 1) {
    const Span part = Span(part_).first(d);
    std::ranges::fill(part, 0.0);
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {  // four rows for one passage through the sums
      const double *a = raw(from + i), *b = raw(from + i + 1), *c = raw(from + i + 2), *e = raw(from + i + 3);
      for (std::size_t j = 0; j < d; ++j) part[j] += (r[i] * a[j] + r[i + 1] * b[j]) + (r[i + 2] * c[j] + r[i + 3] * e[j]);
    }
    for (; i < count; ++i) axpy(r[i], {raw(from + i), d}, part);
    const double all = sum({r, count});
    for (std::size_t j = 0; j < d; ++j) g[j] += (part[j] - rows_.shift[j] * all) * rows_.factor[j];
    if (rows_.intercept) g[d] += all;
    return;
  }
  const std::size_t width = rows_.width(), step = kernel::stride<double>(logits_);
  const Rows<double> x{x_.data(), count, width, kernel::stride<double>(width)};   // as forward() left it
  for (std::size_t i = 0; i < count; ++i) {
    std::copy_n(r + i * logits_, logits_, t_.data() + i * step);
    std::fill_n(t_.data() + i * step + logits_, step - logits_, 0.0);
  }
  kernel::weight_gradient<double>(x, Rows<const double>{t_.data(), count, logits_, step}, 1, true, g.data());
}

/// z <- the probabilities of the classes that have logits; returns the weighted sum of the losses.
double LogitRisk::softmax(std::size_t from, std::size_t count, double* z) {
  const auto label = [&](std::size_t i) { return std::size_t{label_[from + i]}; };
  if (logits_ == 1 && reference_) {
    for (std::size_t i = 0; i < count; ++i) {
      losses_[i] = label(i) == 1 ? std::max(0.0, -z[i]) : std::max(0.0, z[i]);
      t_[i] = z[i];
      z[i] = -std::abs(z[i]);
    }
    kernel::exp<double>({z, count});
    for (std::size_t i = 0; i < count; ++i) {
      const double e = z[i];
      losses_[i] = (losses_[i] + exact::log1p(e)) * weight_[from + i];
      z[i] = t_[i] >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
    return sum(View(losses_).first(count));
  }
  for (std::size_t i = 0; i < count; ++i) {
    double* row = z + i * logits_;
    const double top = std::max(reference_ ? 0.0 : row[0], *std::max_element(row, row + logits_));
    const std::size_t c = label(i);
    losses_[i] = top - (reference_ ? (c ? row[c - 1] : 0) : row[c]);
    for (std::size_t k = 0; k < logits_; ++k) row[k] -= top;
    unscaled_[0] = -top;
    if (reference_) kernel::exp<double>(Span(unscaled_).first(1));
    kernel::exp<double>({row, logits_});
    double all = reference_ ? unscaled_[0] : 0;
    for (std::size_t k = 0; k < logits_; ++k) all += row[k];
    for (std::size_t k = 0; k < logits_; ++k) row[k] /= all;
    losses_[i] = (losses_[i] + exact::log(all)) * weight_[from + i];
  }
  return sum(View(losses_).first(count));
}

void LogitRisk::penalize(View v, Span out) const {
  for (std::size_t i = 0; i < v.size(); ++i) out[i] += ridge(i) * v[i];
}

double LogitRisk::evaluate(View theta, const Draw&, Span gradient) {
  if (!gradient.empty()) std::ranges::fill(gradient, 0.0);
  double loss = 0;
  for (std::size_t from = 0; from < size(); from += block()) {
    const std::size_t count = std::min(block(), size() - from);
    double* z = z_.data();
    forward(theta, from, count, z);
    loss += softmax(from, count, z);
    if (gradient.empty()) continue;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t c = label_[from + i];
      if (!reference_ || c) z[i * logits_ + c - reference_] -= 1;
      for (std::size_t k = 0; k < logits_; ++k) z[i * logits_ + k] *= weight_[from + i];
    }
    backward(from, count, z, gradient);
  }
  double penalty = 0;
  for (std::size_t i = 0; i < theta.size(); ++i) penalty += ridge(i) * theta[i] * theta[i];
  if (!gradient.empty()) penalize(theta, gradient);
  return loss + penalty / 2;
}

void LogitRisk::hessian_vector(View theta, const Draw&, View v, Span out) {
  std::ranges::fill(out, 0.0);
  kernel::Buffer<double> tangent(block() * logits_);
  for (std::size_t from = 0; from < size(); from += block()) {
    const std::size_t count = std::min(block(), size() - from);
    forward(theta, from, count, z_.data());
    softmax(from, count, z_.data());
    forward(v, from, count, tangent.data());
    for (std::size_t i = 0; i < count; ++i) {
      const double* p = z_.data() + i * logits_;
      double* t = tangent.data() + i * logits_;
      double all = 0;
      for (std::size_t k = 0; k < logits_; ++k) all += p[k] * t[k];
      for (std::size_t k = 0; k < logits_; ++k) t[k] = weight_[from + i] * p[k] * (t[k] - all);
    }
    backward(from, count, tangent.data(), out);
  }
  penalize(v, out);
}

Matrix LogitRisk::logits_of(View theta) {
  Matrix out(size(), rows_.classes());
  for (std::size_t from = 0; from < size(); from += block()) {
    const std::size_t count = std::min(block(), size() - from);
    forward(theta, from, count, z_.data());
    for (std::size_t i = 0; i < count; ++i)
      std::copy_n(z_.data() + i * logits_, logits_, out.row(from + i).begin() + reference_);
  }
  return out;
}

Matrix LogitRisk::probabilities(View theta) {
  Matrix out = logits_of(theta);
  for (std::size_t i = 0; i < out.rows; ++i) {
    const Span row = out.row(i);
    const double top = *std::ranges::max_element(row);
    for (double& v : row) v -= top;
    exact::exp(row);
    scale(1 / sum(row), row);
  }
  return out;
}

}  // namespace paribus
