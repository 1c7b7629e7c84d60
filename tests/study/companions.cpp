// Which runs go side by side: those that differ in their optimizer alone, of a model that has seats.
#include "paribus/study/companions.hpp"

#include "paribus/study/setup.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(Companions, DifferInTheirOptimizerAlone) {
  const Study s = study_from(R"(paribus = 1
title = "company"
[data]
source = "iris"
[training]
steps = 10
[factors]
"model.kind" = ["logistic_regression", "mlp"]
"training.batch_size" = ["all", 16]
"optimizer.kind" = ["gradient_descent", "adam", "lbfgs"]
"optimizer.learning_rate" = { from = 0.001, to = 1, scale = "log", levels = 10 }
[replicates]
count = 2
)");
  Preparations shared{s};
  const auto runs = unfold(s, shared);
  std::vector<const paribus::Run*> list;
  for (const auto& run : runs) list.push_back(&run);
  std::size_t runs_seen = 0, full = 0;
  for (const auto& group : companions(list, 2)) {
    runs_seen += group.size();
    const paribus::Setup first{group.front()->choices};
    EXPECT_LE(group.size(), first.model->seats());
    if (first.optimizer.kind == "lbfgs") { EXPECT_EQ(group.size(), 1u) << "it asks in float64"; }
    full += group.size() == 16;
    for (const auto* run : group) {
      const paribus::Setup other{run->choices};
      EXPECT_EQ(run->replicate, group.front()->replicate);
      EXPECT_EQ(other.model_text, first.model_text);
      EXPECT_EQ(other.training.batch_size, first.training.batch_size);
    }
  }
  EXPECT_EQ(runs_seen, runs.size());
  EXPECT_EQ(full, 4u) << "20 rates and optimizers of each batch size and replicate: one full group and one of 4";
  const auto some = std::span{list}.first(20);  // of one model, batch size and replicate or two
  for (const auto& group : companions(some, 8)) EXPECT_LE(group.size(), 3u) << "every thread has work";
}

}  // namespace
}  // namespace paribus
