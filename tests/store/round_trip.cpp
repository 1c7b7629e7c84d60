// What goes in comes out, to the last bit; keys, history, counts and notes keep what they say.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sample.hpp"

namespace paribus {
namespace {

constexpr double infinity = sample::infinity;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Store written(const std::string& path, const std::vector<Record>& records) {
  Store store{path, sample::identity};
  store.declare(sample::protocol);
  store.put(records);
  return store;
}

TEST(Store, KeepsEveryBit) {
  Record odd = sample::record(0);
  odd.result = {};
  odd.result.subject = "a \"quoted\"\\ subject\n\t\x01 \xc3\xa9";
  odd.result.block = std::string("nul\0inside", 10);
  odd.result.outcome = Outcome::stopped;
  odd.result.levels = {{"whole real", {1.0}}, {"minus zero", {-0.0}}, {"integer", {std::int64_t{1}}}, {"tiny", {5e-324}},
                       {"great", {std::numeric_limits<double>::max()}}, {"infinite", {infinity}}, {"below", {-infinity}},
                       {"word", {std::string("true")}}, {"empty", {std::string()}}, {"flag", {true}},
                       {"list", {Value::List{{std::int64_t{64}}, {Value::List{}}, {std::string("], [")}, {0.1}}}},
                       {"low", {std::numeric_limits<std::int64_t>::min()}}, {"", {false}}};
  odd.result.scores = {{"nan", nan}, {"-nan", -nan}, {"payload", std::bit_cast<double>(0x7ff8dead0000beefULL)},
                       {"inf", infinity}, {"-inf", -infinity}, {"-0", -0.0}, {"tiny", 5e-324}, {"third", 1.0 / 3}};
  odd.result.words = {{"", ""}, {"a \"word\"", "with\nlines"}};
  odd.result.facts = {{"none", {}}, {"one", {7.2}}, {"odd", {nan, infinity, -0.0}}};
  odd.result.curves = {{"loss", {0, 1, 2}, {1, nan, infinity}}, {"loss", {}, {}}, {"uneven", {1}, {}}};
  odd.seconds = 0.1;
  Record empty;
  empty.key = std::string(64, '0');
  const std::vector<Record> in{empty, odd, sample::record(1, 20000)};

  const sample::Folder folder;
  written(folder.path("results/study/runs.db"), in);
  const auto out = Store(folder.path("results/study/runs.db")).all();
  ASSERT_EQ(out.size(), 3u);
  for (const auto& r : out) {
    const auto original = std::find_if(in.begin(), in.end(), [&](const Record& x) { return x.key == r.key; });
    ASSERT_NE(original, in.end());
    EXPECT_TRUE(sample::same(r, *original)) << r.result.subject;
  }
  EXPECT_TRUE(std::is_sorted(out.begin(), out.end(), [](auto& a, auto& b) { return a.key < b.key; }));
}

TEST(Store, HoldsWhatWasPutAndKeepsTheFirst) {
  const sample::Folder folder;
  Store store = written(folder.path(), sample::records(0, 3));
  EXPECT_TRUE(store.holds(sample::key(2)));
  EXPECT_FALSE(store.holds(sample::key(3)));
  Record other = sample::record(9);
  other.key = sample::key(2);
  store.put({{other, sample::record(3)}});
  EXPECT_EQ(store.keys().size(), 4u);
  EXPECT_TRUE(std::ranges::is_sorted(store.keys()));
  for (const auto& r : store.all())
    EXPECT_TRUE(r.key != sample::key(2) || sample::same(r, sample::record(2)));
  store.put({});
  EXPECT_EQ(store.all().size(), 4u);
}

TEST(Store, AFailedRunIsDueAgain) {
  const sample::Folder folder;
  Record failed = sample::record(0);
  failed.result = {};
  failed.error = "out of memory";
  Store store = written(folder.path(), {failed});
  EXPECT_FALSE(store.holds(failed.key));
  EXPECT_TRUE(store.keys().empty());
  EXPECT_EQ(store.all().at(0).error, "out of memory");
  store.put(sample::records(0, 1));
  EXPECT_TRUE(store.holds(failed.key));
  ASSERT_EQ(store.all().size(), 1u);
  EXPECT_TRUE(sample::same(store.all()[0], sample::record(0)));
}

TEST(Store, ContentIsTheResultsWhateverTheirOrderAndSpeed) {
  const sample::Folder folder;
  auto records = sample::records(0, 20);
  const Hash hash = written(folder.path("a.db"), records).content();
  std::ranges::reverse(records);
  for (auto& r : records) r.seconds *= 2;
  EXPECT_EQ(written(folder.path("b.db"), records).content(), hash);

  const auto differs = [&](const char* name, auto change) {
    auto changed = records;
    change(changed[7]);
    EXPECT_NE(written(folder.path(std::string(name) + ".db"), changed).content(), hash) << name;
  };
  differs("score", [](Record& r) { r.result.scores["validation.accuracy"] = std::nextafter(r.result.scores["validation.accuracy"], 2); });
  differs("fact", [](Record& r) { double& x = r.result.facts["spectrum"][2]; x = std::nextafter(x, 0); });
  differs("word", [](Record& r) { r.result.words["objective"] = "other"; });
  differs("curve", [](Record& r) { r.result.curves[0].values[49] = -0.0; });
  differs("at", [](Record& r) { r.result.curves[0].at[3] = 3.5; });
  differs("length", [](Record& r) { r.result.curves[0].at.pop_back(); });
  differs("name", [](Record& r) { r.result.curves[0].name = "los"; });
  differs("level", [](Record& r) { r.result.levels["optimizer.learning_rate"] = {std::int64_t{1}}; });
  differs("outcome", [](Record& r) { r.result.outcome = Outcome::stopped; });
  differs("block", [](Record& r) { r.result.block += "'"; });
  differs("subject", [](Record& r) { r.result.subject = ""; });
  differs("error", [](Record& r) { r.error = "failed"; });
  differs("key", [](Record& r) { r.key = sample::key(99); });
}

TEST(Store, TheHistorySaysHowManyResultsWereSeen) {
  const sample::Folder folder;
  Store store = written(folder.path(), sample::records(0, 5));
  store.declare(sample::protocol);  // the same again
  Protocol more = sample::protocol;
  more.hash = "another hash";
  more.runs = 40;
  more.margin = 1.0 / 3;
  store.declare(more);
  store.declare(more);
  const auto history = store.history();
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].seen, 0u);
  EXPECT_EQ(history[1].seen, 5u);
  EXPECT_EQ(history[0].protocol.study, sample::protocol.study);
  EXPECT_EQ(history[0].protocol.family, "2 comparisons");
  EXPECT_EQ(history[0].protocol.stopping, "fixed");
  EXPECT_EQ(history[0].protocol.judge, "sign-flip");
  EXPECT_EQ(history[0].protocol.level, 0.05);
  EXPECT_EQ(history[1].protocol.hash, "another hash");
  EXPECT_EQ(history[1].protocol.runs, 40u);
  EXPECT_EQ(history[1].protocol.margin, 1.0 / 3);
  EXPECT_EQ(history[1].when.size(), 20u);
}

TEST(Store, CountsAnItemOnceAndRemembersTheLastValue) {
  const sample::Folder folder;
  {
    Store store{folder.path(), sample::identity};
    EXPECT_EQ(store.counted("test openings"), 0u);
    EXPECT_EQ(store.count("test openings", "mlp, adam"), 1u);
    EXPECT_EQ(store.count("test openings", "mlp, adam"), 1u);
    EXPECT_EQ(store.count("test openings", "mlp, momentum"), 2u);
    EXPECT_EQ(store.count("other", "mlp, adam"), 1u);
    store.remember("wall", "1");
    store.remember("wall", std::string("2\0", 2));
  }
  const Store store{folder.path()};
  EXPECT_EQ(store.counted("test openings"), 2u);
  EXPECT_EQ(store.recall("wall"), std::string("2\0", 2));
  EXPECT_EQ(store.recall("nothing"), std::nullopt);
  EXPECT_EQ(store.identity().data, sample::identity.data);
  EXPECT_EQ(store.identity().numerics, numerics_version);
}

TEST(Store, ClosedItIsOneFile) {
  const sample::Folder folder;
  written(folder.path(), sample::records(0, 3));
  EXPECT_EQ(Store(folder.path()).all().size(), 3u);
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path("."))) names.push_back(entry.path().filename());
  EXPECT_EQ(names, std::vector<std::string>{"runs.db"});
}

}  // namespace
}  // namespace paribus
