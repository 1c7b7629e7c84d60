// A sweep of 64 penalized logistic regressions on the same data (breast_cancer or digits), 300 full-batch steps each:
//   form=alone      one after another
//   form=together   as a study computes them, sixteen side by side
// The losses agree to the bit.
#include "../fit.hpp"

namespace bench::works {
namespace {

std::shared_ptr<const paribus::Prepared> prepared(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const paribus::Prepared>> held;
  auto& data = held[name];
  const paribus::Choices source{{"data.source", {name}}};
  if (!data) data = paribus::prepare(paribus::load(name), paribus::DataSettings{paribus::Settings{source, "data."}}, {0, 0, "split"});
  return data;
}

}  // namespace

Answer side_by_side(const Job& job) {
  const Net net{{}, "float32", 1, 0.01};
  const auto bench = bench_of(prepared(job.word("data", "digits")), net);
  std::vector<Course> courses;
  for (int i = 0; i < (job.reduced() ? 8 : 64); ++i) courses.push_back({0.01 * (i + 1), 0, 300, job.whole("seed", 0), "gradient_descent"});
  const Stopwatch watch;
  double loss = 0, total = 0;
  if (job.word("form", "together") == "together") {
    for (const auto& t : fit(*bench, courses)) loss += t.end;
  } else {
    for (const auto& c : courses) loss += fit(*bench, std::span{&c, 1}).front().end;
  }
  const double count = static_cast<double>(courses.size());
  for (const auto& c : courses) total += flops(*bench, net, c);
  return watch.answer(loss / count, total);
}

}  // namespace bench::works
