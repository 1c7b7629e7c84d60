// A run's key names everything that its result depends on, and nothing else.
#include <algorithm>
#include <set>

#include "paribus/study/setup.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

std::set<std::string> keys(const Study& s) {
  Preparations shared{s};
  std::set<std::string> out;
  for (const auto& r : unfold(s, shared)) out.insert(r.key);
  for (const auto& r : baselines(s, shared)) out.insert(r.key);
  return out;
}

std::set<std::string> keys(const std::string& text) { return keys(study_from(text)); }

bool begins(const std::string& s, const char* with) { return s.starts_with(with); }

/// A study in which the setting of that address is in use.
Choices using_setting(const Address& a) {
  Choices c = read_toml(
      "data.source = \"iris\"\nmodel.kind = \"mlp\"\nreplicates.count = 2\nthreshold.definitions = [\"bounded\"]\nfactors.\"optimizer.learning_rate\" = "
      "[0.01, 0.1, 1]\nfactors.\"training.l2\" = [0, 1, 2]\n", "study.toml");
  const auto text = [](const std::string& s) { return Value{s}; };
  if (begins(a.address, "model.") && a.of != "model") c["model.kind"] = text(a.of);
  if (begins(a.address, "optimizer.") && a.of != "optimizer") c["optimizer.kind"] = text(a.of);
  if (begins(a.address, "design.") && a.of != "design") c["design.kind"] = text(a.of);
  if (a.address == "design.random.cells") c["design.random.cells"] = {std::int64_t{5}};
  const bool measured = begins(a.address, "measure.") || a.address == "answer.quantity";
  if (measured) c.erase("threshold.definitions");
  if (measured && a.address != "measure.kind") c["measure.kind"] = text(a.of == "answer" ? "edge_of_stability" : a.of);
  if (const std::string ways = "measure.cluster."; begins(a.address, ways.c_str()))
    if (const auto end = a.address.find('.', ways.size()); end != std::string::npos)
      c["measure.cluster.method"] = text(a.address.substr(ways.size(), end - ways.size()));
  for (const auto& m : names(models()))
    if (a.address == "threshold." + m + ".steps") c["model.kind"] = text(m);
  if (a.address == "training.mini_batch.steps") c["training.batch_size"] = {std::int64_t{32}};
  if (a.address == "optimizer.learning_rate") c.erase("factors.optimizer.learning_rate");
  if (a.address == "training.l2") c.erase("factors.training.l2");
  if (a.address == "answer.compare" || a.address == "answer.reference") c["answer.compare"] = text("training.l2");
  return c;
}

/// Another legal value than the one that Choices hold, or the default.
Value another(const Address& a, const Choices& c) {
  const auto it = c.find(a.address);
  const Value now = it == c.end() ? a.ask.fallback : it->second;
  if (a.address == "data.source") return {std::string("wine")};
  if (a.address == "data.target") return {std::string("petal_width")};
  if (a.address == "training.batch_size") return {std::int64_t{32}};
  if (a.address == "model.residual_mlp.step") return {0.5};
  if (a.address == "answer.compare") return {std::string("optimizer.learning_rate")};
  if (a.address == "answer.reference") return {std::string("1")};
  if (a.address == "answer.along") return {std::string("training.l2")};
  if (a.address == "data.weights" || a.address == "data.groups" || a.address == "data.time" || a.address == "data.ignore") return {std::string("petal_width")};
  if (a.address == "data.target_type") return {std::string("class")};
  if (a.address == "title") return {std::string("another")};
  switch (a.ask.kind) {
    case Ask::Kind::real:
      for (const double x : {std::get<double>(a.ask.fallback.is) * 0.5, 0.25, 0.75, 2.0})
        if (a.ask.range.holds(x) && x != std::get<double>(a.ask.fallback.is)) return {x};
      break;
    case Ask::Kind::integer: {
      const auto i = std::get<std::int64_t>(now.is);
      return {a.ask.range.holds(static_cast<double>(i + 1)) ? i + 1 : i - 1};
    }
    case Ask::Kind::flag: return {!std::get<bool>(now.is)};
    case Ask::Kind::word:
      for (const auto& w : a.ask.words)
        if (w != now.plain()) return {w};
      break;
    case Ask::Kind::integers: return {Value::List{{std::int64_t{3}}}};
    case Ask::Kind::words:
      for (const auto& w : a.ask.words)
        if (Value{Value::List{{w}}}.plain() != now.plain()) return {Value::List{{w}}};
      break;
  }
  ADD_FAILURE() << "no other value of " << a.address;
  return now;
}

// Settings of the question: they read results and make none.
const std::set<std::string> of_the_question = {"paribus", "title", "answer.margin", "answer.level", "answer.target", "answer.compare",
                                               "answer.at", "answer.judge", "answer.reference", "answer.quantity", "answer.along", "design.max_runs"};

TEST(Keys, ChangeWithEverySettingThatMattersToARunAndWithNoOther) {
  std::size_t tried = 0;
  for (const auto& a : manual()) {
    if (a.ask.words.size() == 1 || a.address == "paribus" || !here(a.of)) continue;  // one word only: nothing to change
    const Choices one = using_setting(a);
    Choices other = one;
    other[a.address] = another(a, one);
    const auto before = keys(make_study("s", "study.toml", "", one)), after = keys(make_study("s", "study.toml", "", other));
    EXPECT_EQ(before == after, of_the_question.contains(a.address)) << a.address << " = " << other[a.address].text();
    ++tried;
  }
  EXPECT_GE(tried, 45u);
}

TEST(Keys, AreTheSameEachTimeAndDifferBetweenRuns) {
  const Study s = study_from(small_study + "[threshold]\ndefinitions = [\"bounded\"]\n");
  Preparations shared{s};
  const auto a = unfold(s, shared), b = unfold(s, shared);
  ASSERT_EQ(a.size(), 2 * 2 * 2 + 2 * 2u);
  std::set<std::string> distinct;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].key, b[i].key);
    EXPECT_EQ(a[i].key.size(), 64u);
    distinct.insert(a[i].key);
  }
  EXPECT_EQ(distinct.size(), a.size());
}

TEST(Keys, OfOldReplicatesStayWhenMoreAreAsked) {
  const auto few = keys(small_study), more = keys(make_study("s", "study.toml", "", [] {
               Choices c = read_toml(small_study, "study.toml");
               c["replicates.count"] = {std::int64_t{5}};
               return c;
             }()));
  EXPECT_EQ(few.size(), 8u);
  EXPECT_EQ(more.size(), 20u);
  EXPECT_TRUE(std::includes(more.begin(), more.end(), few.begin(), few.end()));
}

TEST(Keys, AreSharedByCellsWhoseResultsCannotDiffer) {
  // A baseline knows no optimizer, no learning rate and no batch size.
  const auto k = keys(R"(data.source = "iris"
replicates.count = 3
[factors]
"model.kind" = ["majority", "logistic_regression"]
"optimizer.kind" = ["gradient_descent", "adam"]
"optimizer.learning_rate" = [0.1, 1]
"training.l2" = [0, 1]
)");
  EXPECT_EQ(k.size(), 3 * (1 + 2 * 2 * 2u));
  // A part that is not chosen has no say: beta is momentum's own.
  const auto beta = keys("data.source = \"iris\"\nreplicates.count = 3\n[factors]\n\"optimizer.kind\" = [\"gradient_descent\", \"momentum\"]\n\"optimizer.momentum.beta\" = [0.5, 0.9]\n");
  EXPECT_EQ(beta.size(), 3 * (1 + 2u));
}

TEST(Keys, KnowWhatVariesBetweenReplicates) {
  const auto of = [](const std::string& vary) { return keys("data.source = \"iris\"\nreplicates.count = 4\nreplicates.vary = " + vary + "\n").size(); };
  EXPECT_EQ(of("[]"), 1u);
  for (const char* one : {"[\"start\"]", "[\"batches\"]", "[\"split\"]"}) EXPECT_EQ(of(one), 4u) << one;
}

TEST(Aliases, AreTheSameStudy) {
  const std::string canonical = R"(data.source = "iris"
model.kind = "mlp"
optimizer.kind = "gradient_descent"
optimizer.learning_rate = 0.5
optimizer.momentum.beta = 0.5
optimizer.adam.beta1 = 0.5
optimizer.adam.epsilon = 0.5
training.batch_size = 10
training.steps = 7
training.l2 = 0.5
replicates.seed = 3
answer.level = 0.1
answer.compare = ["optimizer.learning_rate"]
factors."optimizer.learning_rate" = [0.1, 0.2]
)";
  const std::string familiar = R"(data.file = "iris"
model.name = "mlp"
optimizer.name = "sgd"
optimizer.lr = 0.5
optimizer.heavy_ball.beta = 0.5
optimizer.adam.beta_1 = 0.5
optimizer.adam.eps = 0.5
training.batch = 10
training.max_iter = 7
training.alpha = 0.5
replicates.random_state = 3
answer.alpha = 0.1
answer.compare = "optimizer.lr"
factors."optimizer.learning_rate_init" = [0.1, 0.2]
)";
  const Study a = study_from(canonical), b = study_from(familiar);
  EXPECT_EQ(a.choices, b.choices);
  EXPECT_EQ(keys(a), keys(b));
  EXPECT_EQ(b.fixed.at("optimizer.kind").plain(), "gradient_descent");
  EXPECT_EQ(b.answer.compare, std::vector<std::string>{"optimizer.learning_rate"});
}

TEST(Sets, WinOverTheFile) {
  const TextFile file("data.source = \"iris\"\noptimizer.lr = 0.5\ntitle = \"a\"\nfactors.\"training.l2\" = { from = 0.1, to = 1 }\nfactors.\"optimizer.kind\" = [\"adam\", \"momentum\"]\n");
  const auto with = [&](const std::vector<std::string>& sets) { return read_study(file.path(), sets); };
  EXPECT_EQ(with({"optimizer.learning_rate=0.25"}).fixed.at("optimizer.learning_rate").text(), "0.25");
  EXPECT_EQ(with({"optimizer.lr=0.25"}).fixed.at("optimizer.learning_rate").text(), "0.25");
  EXPECT_EQ(with({"optimizer.lr=0.25", "optimizer.learning_rate=4"}).fixed.at("optimizer.learning_rate").text(), "4");  // the last one counts
  EXPECT_EQ(with({"title=b"}).title, "b");
  EXPECT_EQ(with({"title=x = y"}).title, "x = y");  // only the first '=' divides
  // One value ends a factor; a list replaces its levels, whether it was a list or a range.
  const Study fixed = with({"training.alpha=0.5"}), listed = with({"training.l2=[1, 2]", "optimizer.kind=[sgd, adam]"});
  ASSERT_EQ(fixed.factors.size(), 1u);
  EXPECT_EQ(fixed.fixed.at("training.l2").text(), "0.5");
  ASSERT_EQ(listed.factors.size(), 2u);
  EXPECT_EQ(listed.factors[0].levels[0].text(), "\"gradient_descent\"");
  EXPECT_EQ(listed.factors[1].levels.size(), 2u);
  EXPECT_EQ(with({}).factors[1].levels.size(), 7u);
  EXPECT_EQ(with({"title=b"}).text, with({}).text + "# run with --set title=b\n");  // what was run is what is shown
}

TEST(Ranges, AreWrittenWithTheNumbersThatAreUsed) {
  const Study s = study_from("data.source = \"iris\"\nfactors.\"optimizer.lr\" = { from = 1e-4, to = 10, scale = \"log\", levels = 31 }\nfactors.\"training.steps\" = { from = 1, to = 3, levels = 9 }\n");
  const auto& rate = s.factors[0].levels;
  ASSERT_EQ(rate.size(), 31u);
  EXPECT_EQ(rate.front().text(), "1e-04");
  EXPECT_EQ(rate.back().text(), "10");
  EXPECT_EQ(rate[18].text(), "0.1");
  EXPECT_EQ(rate[1].text(), "0.00014678");  // 10^(-4 + 1/6)
  std::string steps;
  for (const auto& v : s.factors[1].levels) steps += v.text() + " ";
  EXPECT_EQ(steps, "1 2 3 ");  // whole numbers, none twice
}

}  // namespace
}  // namespace paribus
