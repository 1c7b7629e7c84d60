#include "fit.hpp"

#include "paribus/model/packed.hpp"

namespace bench {

using paribus::Choices;
using paribus::Settings;
using paribus::Value;

namespace {

std::vector<std::size_t> widths(paribus::Shape shape, const Net& net) {
  std::vector<std::size_t> out{shape.features};
  for (const auto w : net.hidden) out.push_back(static_cast<std::size_t>(w));
  out.push_back(shape.outputs);
  return out;
}

Choices choices(const Net& net) {
  Value::List hidden;
  for (const auto w : net.hidden) hidden.push_back({w});
  Choices out{{"precision", {net.precision}}, {"start_scale", {net.start_scale}}};
  if (!hidden.empty()) {
    out["hidden_layer_sizes"] = {hidden};
    out["activation"] = {net.activation};
  }
  return out;
}

}  // namespace

std::shared_ptr<const paribus::Bench> bench_of(std::shared_ptr<const paribus::Prepared> data, const Net& net) {
  static std::shared_ptr<const paribus::Bench> held;
  static Net held_net;
  if (held && held->data == data && held_net == net) return held;
  held = nullptr;
  const Choices of_model = choices(net);
  auto out = std::make_shared<paribus::Bench>();
  out->model = get(paribus::models(), net.hidden.empty() ? "logistic_regression" : "mlp", "model").make(Settings{of_model, ""});
  out->loss = get(paribus::losses(), "cross_entropy", "loss").make(Settings{});
  out->train = pack(data->train, net.precision == "float32" ? paribus::Precision::float32 : paribus::Precision::float64);
  out->l2 = net.l2;
  out->shape = {data->train.x.columns, data->train.y.columns};
  out->data = std::move(data);
  held_net = net;
  return held = out;
}

std::vector<paribus::Trained> fit(const paribus::Bench& bench, std::span<const Course> courses) {
  const Course& first = courses.front();
  const Value batch = first.batch ? Value{first.batch} : Value{std::string("all")};
  const Choices of_training{{"training.batch_size", batch}, {"training.epochs", {first.epochs}}};
  const paribus::TrainingSettings training{Settings{of_training, "training."}};
  std::vector<paribus::OptimizerSettings> optimizers;
  for (const Course& c : courses)
    optimizers.emplace_back(Choices{{"optimizer.kind", {c.optimizer}}, {"optimizer.learning_rate", {c.rate}}});
  std::vector<const paribus::OptimizerSettings*> list;
  for (const auto& o : optimizers) list.push_back(&o);
  const paribus::Chance chance{{first.seed, 0, "start"}, {first.seed, 0, "batches"}};
  return train(bench, training, list, chance, {}, 2);
}

paribus::Trajectory fit(const paribus::Bench& bench, const Course& course, std::shared_ptr<paribus::Orders> orders) {
  const Choices of_optimizer{{"optimizer.kind", {course.optimizer}}, {"optimizer.learning_rate", {course.rate}}};
  const paribus::OptimizerSettings optimizer{of_optimizer};
  const auto n = static_cast<std::uint32_t>(bench.data->train.size());
  const std::uint64_t batch = course.batch ? static_cast<std::uint64_t>(course.batch) : n;
  const std::uint64_t steps = static_cast<std::uint64_t>(course.epochs) * ((n + batch - 1) / batch);
  paribus::FullBatch all;
  paribus::MiniBatches some{n, static_cast<std::uint32_t>(batch), {course.seed, 0, "batches"}, std::move(orders)};
  paribus::Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  auto start = start_phase(*optimizer.optimizer, risk, start_theta(bench, {course.seed, 0, "start"}));
  return integrate(*optimizer.optimizer, risk, std::move(start), {course.rate, steps, {}},
                   course.batch ? static_cast<paribus::Batches&>(some) : all);
}

double objective(const paribus::Bench& bench, paribus::View theta) {
  return paribus::Risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2}.evaluate(theta, {}, {});
}

double flops_per_example(paribus::Shape shape, const Net& net, double first, double other) {
  const auto w = widths(shape, net);
  double out = 0;
  for (std::size_t l = 0; l + 1 < w.size(); ++l) out += 2 * (l ? other : first) * static_cast<double>(w[l] * w[l + 1]);
  return out;
}

double flops(const paribus::Bench& bench, const Net& net, const Course& course) {
  return static_cast<double>(bench.data->train.size()) * static_cast<double>(course.epochs) * flops_per_example(bench.shape, net);
}

}  // namespace bench
