#include "paribus/study/preparations.hpp"

#include "paribus/data/classes.hpp"
#include "paribus/learner/spectrum.hpp"

namespace paribus {

Preparations::Preparations(const Study& study) : study_{study} {}

template <class T>
std::shared_ptr<const T> Preparations::once(const std::string& key, const std::function<std::shared_ptr<const T>()>& make) {
  std::promise<std::shared_ptr<const void>> promise;
  std::shared_future<std::shared_ptr<const void>> future;
  bool mine = false;
  {
    const std::lock_guard lock{mutex_};
    const auto it = made_.find(key);
    if (it == made_.end()) {
      future = promise.get_future().share();
      made_.emplace(key, future);
      mine = true;
    } else {
      future = it->second;
    }
  }
  if (mine) {
    try {
      promise.set_value(make());
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  }
  return std::static_pointer_cast<const T>(future.get());
}

std::shared_ptr<const Dataset> Preparations::dataset(const DataSettings& data) {
  return once<Dataset>("dataset\n" + data.source + "\n" + data.target + "\n" + data.target_type, [&] {
    auto out = std::make_shared<Dataset>(load(data.source, data.target));
    read_target_as(*out, data.target_type);
    return out;
  });
}

std::shared_ptr<const Prepared> Preparations::prepared(const Setup& setup, std::size_t replicate) {
  const StreamName split{study_.replicates.seed, split_of(replicate), "split"};
  return once<Prepared>("prepared\n" + setup.data_text + std::to_string(split.replicate),
                        [&] { return prepare(*dataset(setup.data), setup.data, split); });
}

std::string loss_word(const Setup& setup, Task task) {
  const std::string own{setup.model->loss(task)};  // refuses a task that the model does not know
  return setup.training.loss == "default" ? own : setup.training.loss;
}

std::shared_ptr<const Bench> bench_of(const Setup& setup, const std::shared_ptr<const Prepared>& data) {
  const std::string name = loss_word(setup, data->task);
  if (name == "cross_entropy" && data->task == Task::regression)
    throw Error("training.loss = \"cross_entropy\" needs classes, and the target '" + data->target + "' is a number", "use squared_error, or leave the loss to the model");
  if (!data->train.weight.empty())
    throw Error(setup.kind + " is trained by the flow, which counts every row once, and data.weights is set",
                "leave data.weights out, or choose a model that knows weights, such as least_squares or logistic");
  auto bench = std::make_shared<Bench>();
  bench->data = data;
  bench->model = setup.model;
  bench->loss = get(losses(), name, "loss").make(Settings{});
  bench->shape = {data->train.x.columns, data->train.y.columns};
  bench->l2 = setup.training.l2;
  bench->train = pack(data->train, Precision::float64);  // float32 rows are made when a model first asks for them
  bench->validation = pack(data->validation, Precision::float64);
  bench->test = pack(data->test, Precision::float64);
  std::size_t layers = 0;
  for (const auto& b : setup.model->layout(bench->shape)) layers += !b.bias;
  bench->quadratic = layers == 1 && bench->loss->quadratic();
  if (layers > 1) bench->why = "its layers multiply one another, so the curvature moves as it trains";
  else if (!bench->quadratic) bench->why = "the curvature of cross-entropy falls as its outputs grow sure";
  return bench;
}

std::shared_ptr<const Bench> Preparations::bench(const Setup& setup, std::size_t replicate) {
  const std::string key = "bench\n" + setup.data_text + setup.model_text + std::to_string(split_of(replicate));
  return once<Bench>(key, [&] {
    return bench_of(setup, prepared(setup, replicate));
  });
}

double Preparations::sharpness_at_start(const Setup& setup, std::size_t replicate) {
  const auto start = chance(replicate).start;
  const std::string key = "sharpness\n" + setup.data_text + setup.model_text + std::to_string(split_of(replicate)) + "\n" + std::to_string(start.replicate);
  return *once<double>(key, [&] {
    const auto b = bench(setup, replicate);
    return std::make_shared<const double>(sharpness(*b, start_theta(*b, start)).value);
  });
}

Chance Preparations::chance(std::size_t replicate) const {
  const auto& r = study_.replicates;
  return {{r.seed, r.start ? replicate : 0, "start"}, {r.seed, r.batches ? replicate : 0, "batches"}, orders_};
}

}  // namespace paribus
