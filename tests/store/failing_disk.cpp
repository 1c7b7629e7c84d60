// The disk fails at the k-th write, sync or truncation of a session, for every k until a session passes unharmed
// (after SQLite's own anomaly tests). Whatever k: a clear Error, an intact store, nothing acknowledged is lost,
// and the study goes on: in the same process once there is room, or in a new one.
#include <gtest/gtest.h>

#include "disk.hpp"
#include "paribus/base/error.hpp"
#include "sample.hpp"

namespace paribus {
namespace {

constexpr std::uint64_t runs = 20;

struct Session {
  std::vector<std::uint64_t> acknowledged;
  std::string said = "";  ///< the Error that ended it
};

/// One session of a study; with `patient` it mends the disk at the first Error and tries the same again.
Session work(const std::string& path, bool patient, std::size_t size) {
  Session s;
  const auto attempt = [&](auto act) {
    try {
      act();
    } catch (const Error& e) {
      EXPECT_FALSE(e.advice().empty());
      s.said = e.what();
      if (!patient) throw;
      disk::mend();
      act();
    }
  };
  try {
    std::optional<Store> store;
    attempt([&] { store.emplace(path, sample::identity); });
    attempt([&] { store->declare(sample::protocol); });
    for (std::uint64_t i = 0; i < runs; ++i) {
      const std::vector<Record> one{sample::record(i, size)};
      attempt([&] { store->put(one); });
      s.acknowledged.push_back(i);
    }
  } catch (const Error&) {
  }
  return s;
}

Hash unbroken(std::size_t size) {
  const sample::Folder folder{sample::Where::memory};
  EXPECT_EQ(work(folder.path(), false, size).acknowledged.size(), runs);
  return Store(folder.path()).content();
}

/// Returns the number of faults that came to pass.
long try_every(disk::Fault fault, bool stays, bool patient, const std::string& sentence, std::size_t size = 50, long stride = 1) {
  const Hash expected = unbroken(size);
  long fired = 0, spoken = 0;
  for (long k = 0;; k += stride) {
    const sample::Folder folder{sample::Where::memory};
    disk::fail(k, fault, stays);
    const Session s = work(folder.path(), patient, size);
    const bool harmed = disk::failed();
    disk::mend();
    if (!harmed) break;
    ++fired;
    // A fault while the store closes is silent: all was acknowledged from the log, which stays.
    EXPECT_TRUE(!s.said.empty() || s.acknowledged.size() == runs) << k;
    if (!s.said.empty()) ++spoken;
    EXPECT_TRUE(s.said.empty() || s.said.find(sentence) != s.said.npos) << k << ": " << s.said;
    EXPECT_TRUE(!patient || s.acknowledged.size() == runs) << k << ": " << s.said;

    Store store{folder.path(), sample::identity};  // checks the integrity of the file
    for (const auto i : s.acknowledged) EXPECT_TRUE(store.holds(sample::key(i))) << k << ": run " << i << " was lost";
    EXPECT_LE(store.keys().size(), s.acknowledged.size() + 1) << k;
    store.declare(sample::protocol);
    EXPECT_EQ(store.history().size(), 1u) << k;
    for (std::uint64_t i = 0; i < runs; ++i)
      if (!store.holds(sample::key(i))) store.put({{sample::record(i, size)}});
    EXPECT_EQ(store.content(), expected) << k;
    if (testing::Test::HasFailure()) break;
  }
  std::printf("%ld faults, of which %ld ended the session with an Error\n", fired, spoken);
  return fired;
}

struct FailingDisk : testing::Test {
  void SetUp() override { disk::install(); }
  void TearDown() override { disk::mend(); }
};
const std::string full = "the disk is full: '", broken = "the disk failed while '";

TEST_F(FailingDisk, FullForAMoment) { EXPECT_GT(try_every(disk::Fault::full, false, false, full), 50); }
TEST_F(FailingDisk, FullForGood) { EXPECT_GT(try_every(disk::Fault::full, true, false, full), 50); }
TEST_F(FailingDisk, FullUntilThereIsRoom) { EXPECT_GT(try_every(disk::Fault::full, true, true, full), 50); }
TEST_F(FailingDisk, BrokenForAMoment) { EXPECT_GT(try_every(disk::Fault::broken, false, false, broken), 50); }
TEST_F(FailingDisk, BrokenForGood) { EXPECT_GT(try_every(disk::Fault::broken, true, false, broken), 50); }
TEST_F(FailingDisk, BrokenUntilMended) { EXPECT_GT(try_every(disk::Fault::broken, true, true, broken), 50); }

// Long curves, so that SQLite moves its log into the file in the midst of the session (after 1,000 pages).
TEST_F(FailingDisk, FullWhileTheLogIsMoved) { EXPECT_GT(try_every(disk::Fault::full, true, true, full, 30000, 299), 10); }
TEST_F(FailingDisk, BrokenWhileTheLogIsMoved) { EXPECT_GT(try_every(disk::Fault::broken, false, false, broken, 30000, 299), 10); }

// A batch larger than SQLite's cache (2 MB), so that it is written in part before it is committed.
TEST_F(FailingDisk, ABatchIsAllOrNothing) {
  std::vector<Record> batch;
  for (std::uint64_t i = 0; i < runs; ++i) batch.push_back(sample::record(i, 10000));
  long within = 0;
  for (long k = 0;; k += 53) {
    const sample::Folder folder{sample::Where::memory};
    Store store{folder.path(), sample::identity};
    store.declare(sample::protocol);
    disk::fail(k, disk::Fault::full, true);
    bool said = false;
    try {
      store.put(batch);
    } catch (const Error&) {
      said = true;
    }
    const bool harmed = disk::failed();
    disk::mend();
    if (!harmed) break;
    within += said;
    ASSERT_EQ(store.keys().size(), said ? 0 : runs) << k;
    ASSERT_EQ(Store(folder.path()).keys().size(), said ? 0 : runs) << k;
    store.put(batch);
    ASSERT_EQ(store.keys().size(), runs) << k;
  }
  EXPECT_GT(within, 5);
}

}  // namespace
}  // namespace paribus
