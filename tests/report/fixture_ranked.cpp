// Four models on eight data sets (made up): one is always best, one always guesses.
#include "fixture.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus::sample {

Answer ranked() {
  const std::vector<std::string> models{"linear", "tree", "forest", "guess"};
  const double score[] = {0.8, 0.78, 0.85, 0.5};
  Inquiry q;
  q.metric = {"accuracy", "accuracy", true, true, 0, 1, 0.01};
  q.judge = "sign_flip";
  q.question = {"validation.accuracy", true, {{"data.source", {}}, {"model.kind", {}}}, {"model.kind"}, {"data.source"}, "", "data.source"};
  q.family = {0.01, 0.05, 0};
  q.labels = {{"data.source", "data set"}, {"model.kind", "model"}};
  for (const auto& m : models) q.question.factors[1].values.push_back({m});
  q.question.factors[0].values.resize(8);
  Results all;
  for (int s = 0; s < 8; ++s) {
    q.question.factors[0].values[static_cast<std::size_t>(s)].is = "set " + std::to_string(s);
    for (std::size_t m = 0; m < 4; ++m)
      for (int block = 0; block < 2; ++block)
        for (const char* subject : {"predict", "opening"}) {
          Result r;
          r.subject = subject;
          r.levels = {{"data.source", {"set " + std::to_string(s)}}, {"model.kind", {models[m]}}};
          r.block = std::to_string(block);
          const double better = m == 1 && s == 0 ? 0.03 : 0;
          r.scores[subject[0] == 'p' ? "validation.accuracy" : "test.accuracy"] = score[m] + better + 0.01 * s + (block ? 0.001 : -0.001);
          all.push_back(r);
        }
  }
  Answer a = answer(all, q);
  a.title = "Which model ranks best?";
  a.data.name = "eight sets";
  a.plan.runs = 64, a.plan.replicates = 2, a.plan.varied = "random splits of the data";
  return a;
}

}  // namespace paribus::sample
