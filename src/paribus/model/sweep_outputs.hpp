#pragma once
// The output map of whatever can be swept: forward, backward and tangent do all the work.

#include <algorithm>
#include <cassert>
#include <cstring>

#include "paribus/model/feed.hpp"
#include "paribus/model/output_map.hpp"

namespace paribus {

/// S, R, Tr: a sweep in float64, its tangent and its trace (model/sweep.hpp, model/tangent.hpp, or the residual ones).
template <class S, class R, class Tr>
class SweepOutputs final : public OutputMap {
 public:
  SweepOutputs(S sweep, Tr trace, std::size_t parameters, std::shared_ptr<const Packed> packed)
      : OutputMap{std::move(packed)}, sweep_{std::move(sweep)}, trace_{std::move(trace)},
        tangent_{sweep_, Feed<double>::capacity}, feed_{{packed_->features, packed_->outputs}},
        parameters_{parameters} {}

  std::size_t dimension() const override { return parameters_; }

  void evaluate(View theta, std::span<const std::uint32_t> rows, Span z) override {
    read(theta);
    double* to = z.data();
    feed_.each(*packed_, rows, [&](const auto& part) { to = store(sweep_.forward(part.x, trace_), to); });
  }

  void push_forward(View theta, std::span<const std::uint32_t> rows, View v, Span out) override {
    read(theta);
    tangent_.read(v);
    double* to = out.data();
    feed_.each(*packed_, rows, [&](const auto& part) {
      sweep_.forward(part.x, trace_);
      to = store(tangent_.forward(part.x, trace_), to);
    });
  }

  void pull_back(View theta, std::span<const std::uint32_t> rows, View w, Span out) override {
    read(theta);
    const double* from = w.data();
    feed_.each(*packed_, rows, [&](const auto& part) {
      sweep_.forward(part.x, trace_);
      const Rows<double> da = trace_.da.back().first(part.x.rows);
      for (std::size_t i = 0; i < da.rows; ++i, from += da.columns) std::copy_n(from, da.columns, da[i]);
      sweep_.backward(part.x.rows, trace_);
      sweep_.gradient(part.x, trace_, 1, part.block > 0, out);
    });
  }

 private:
  static double* store(Rows<double> z, double* to) {
    for (std::size_t i = 0; i < z.rows; ++i) to = std::copy_n(z[i], z.columns, to);
    return to;
  }
  // A Jacobian asks many times at one theta; the bytes of both, not their values: a NaN is itself, and 0 is not -0.
  void read(View theta) {
    assert(theta.size() == parameters_);
    if (theta_.size() == theta.size() && std::memcmp(theta_.data(), theta.data(), theta.size_bytes()) == 0) return;
    theta_.assign(theta.begin(), theta.end());
    sweep_.read(theta, true);
  }

  S sweep_;
  Tr trace_;
  R tangent_;
  Feed<double> feed_;
  std::size_t parameters_;
  Vector theta_;   ///< what the sweep has read
};

}  // namespace paribus
