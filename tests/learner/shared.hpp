#pragma once
// Benches made by hand, without a study.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/learner/descent.hpp"
#include "paribus/model/packed.hpp"

namespace paribus {

inline std::shared_ptr<const Prepared> prepared(const std::string& source) {
  const Choices c{{"data.source", {source}}};
  return prepare(load(source), DataSettings{Settings{c, "data."}}, {1, 0, "split"});
}

inline Bench bench_of(std::shared_ptr<const Prepared> data, const std::string& model, const Choices& settings = {}, double l2 = 0) {
  Bench b;
  b.model = get(models(), model, "model").make(Settings{settings, ""});
  b.loss = get(losses(), b.model->loss(data->task), "loss").make(Settings{});
  b.shape = {data->train.x.columns, data->train.y.columns};
  b.l2 = l2;
  b.train = pack(data->train, Precision::float64);
  b.validation = pack(data->validation, Precision::float64);
  b.test = pack(data->test, Precision::float64);
  b.quadratic = model == "linear_regression";
  b.data = std::move(data);
  return b;
}

inline TrainingSettings training(const Choices& c) { return TrainingSettings{Settings{c, "training."}}; }
inline OptimizerSettings optimizer(const std::string& kind, double rate) {
  return OptimizerSettings{Choices{{"optimizer.kind", {kind}}, {"optimizer.learning_rate", {rate}}}};
}
inline Chance chance(std::uint64_t replicate) { return {{1, replicate, "start"}, {1, replicate, "batches"}}; }
inline Value whole(std::int64_t i) { return {i}; }

}  // namespace paribus
