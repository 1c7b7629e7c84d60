// Escapes over a barrier, and studies that need no data.
#include <cmath>

#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const std::string escape = "measure.kind = \"escape_time\"\nreplicates.vary = [\"noise\"]\nreplicates.count = 2\n";

std::vector<Result> measured(const std::string& more) {
  const Study s = study_from(escape + more);
  Preparations shared{s};
  std::vector<Result> out;
  for (const auto& run : unfold(s, shared)) {
    const Run* one[] = {&run};
    out.push_back(make_subject(run.subject, run.choices)->perform(s, shared, one).front());
  }
  return out;
}

std::vector<std::string> keys(const std::string& text) {
  const Study s = study_from(text);
  Preparations shared{s};
  std::vector<std::string> out;
  for (const auto& run : unfold(s, shared)) out.push_back(run.key);
  return out;
}

TEST(EscapeTime, IsTheMeanFirstPassageTime) {
  const Result r = measured("measure.escape_time.barrier_height = 2.5\nmeasure.escape_time.walkers = 4000\n").front();
  EXPECT_EQ(r.facts.at("temperature"), Vector{0.1});
  const double error = r.facts.at("escape_time.error")[0];
  EXPECT_NEAR(r.scores.at("escape_time"), 66.2686263649179, 4 * error);  // by quadrature
  EXPECT_NEAR(error, 66.27 * r.scores.at("spread") / std::sqrt(4000.0), 0.1);
  const auto exact = get(theories(), "first_passage", "theory").make(Settings{})->predict(r.facts, r.words);
  ASSERT_TRUE(exact);
  EXPECT_NEAR(exact->values[0], 66.2686263649179, 1e-8);
  const auto kramers = get(theories(), "kramers", "theory").make(Settings{})->predict(r.facts, r.words);
  ASSERT_TRUE(kramers);
  EXPECT_NEAR(kramers->values[0], 2 * std::acos(-1) / std::sqrt(2.0) * std::exp(2.5), 1e-9);
}

TEST(EscapeTime, DiffersFromReplicateToReplicateInItsNoise) {
  const auto r = measured("measure.escape_time.barrier_height = 1\nmeasure.escape_time.walkers = 50\n");
  ASSERT_EQ(r.size(), 2u);
  EXPECT_NE(r[0].scores, r[1].scores);
  EXPECT_EQ(r[0].scores,
            measured("measure.escape_time.barrier_height = 1\nmeasure.escape_time.walkers = 50\n")[0].scores);
}

TEST(EscapeTime, OfARunWithAPathThatIsNotDoneHasNoMean) {
  const Result r = measured("measure.escape_time.barrier_height = 5\nmeasure.escape_time.most_steps = 1000\n").front();
  EXPECT_TRUE(r.scores.empty());
  EXPECT_NE(r.words.at("no_escape_time").find("had not escaped after 1000 steps"), std::string::npos);
}

TEST(EscapeTime, KnowsNothingOfDataModelOrTraining) {
  const auto plain = keys(escape);
  ASSERT_EQ(plain.size(), 2u);
  EXPECT_NE(plain[0], plain[1]);
  EXPECT_EQ(plain, keys(escape + "data.source = \"no such file\"\n"));  // it is not even looked for
  EXPECT_EQ(plain, keys(escape + "training.steps = 7\noptimizer.kind = \"adam\"\nmodel.kind = \"majority\"\n"));
  EXPECT_NE(plain, keys(escape + "measure.escape_time.step = 0.01\n"));
  const auto still = keys("measure.kind = \"escape_time\"\nreplicates.count = 2\nreplicates.vary = [\"start\"]\n");
  EXPECT_NE(plain[0], still[0]);
}

}  // namespace
}  // namespace paribus
