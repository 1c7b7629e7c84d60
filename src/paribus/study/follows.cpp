#include "paribus/study/follows.hpp"

#include <algorithm>
#include <cmath>

namespace paribus {
namespace {

constexpr double most = 1e8;

}  // namespace

Words words_of(const std::string& optimizer, const Bench& bench) {
  Words out{{"optimizer", optimizer}, {"objective", bench.quadratic ? "quadratic" : bench.why}};
  if (!bench.model->smooth()) out["field"] = "bends";
  return out;
}

void ask_gradient(const std::string& subject, const Setup& s) {
  if (!s.model)
    throw Error(subject + " follows a gradient, and '" + s.kind + "' is trained by none",
                "choose a network, for example model.kind = \"mlp\"");
}

void ask_all_rows(const std::string& subject, const Setup& s) {
  if (s.training.batch_size)
    throw Error(subject + " speaks of the flow on all rows", "write training.batch_size = \"all\"");
}

void ask_float64(const std::string& because, const Setup& s) {
  if (s.model->precision() != Precision::float64)
    throw Error(because, "write model." + s.kind + ".precision = \"float64\"");
}

void ask_plain_descent(const std::string& subject, const Setup& s) {
  if (s.optimizer.kind != "gradient_descent" || s.optimizer.in_limits)
    throw Error(subject + " speaks of gradient descent at a rate that divides the time",
                "write optimizer.kind = \"gradient_descent\" and optimizer.learning_rate_unit = \"absolute\"");
}

std::optional<std::uint64_t> whole_steps(double time, double step) {
  const double k = std::round(time / step);
  if (!(k >= 1 && k <= most && std::abs(k * step - time) <= 1e-9 * time)) return {};
  return static_cast<std::uint64_t>(k);
}

std::uint64_t ask_whole_steps(double time, double rate) {
  if (const auto k = whole_steps(time, rate)) return *k;
  throw Error("the time " + shortest(time) + " is no whole number of steps of " + shortest(rate),
              "take a learning rate that divides it, for example " +
                  shortest(time / std::clamp(std::round(time / rate), 1.0, most)));
}

}  // namespace paribus
