// Power is lost before every single write, sync and deletion of a session, with three outcomes each: the drive
// keeps only what was synced, or that and a random half of the later writes (two draws). The store opens, and
// every acknowledged record is there. Without a sync at each commit this fails.
#include <gtest/gtest.h>

#include <algorithm>

#include "disk.hpp"
#include "sample.hpp"

namespace paribus {
namespace {

constexpr std::uint64_t runs = 20;

const sample::Folder* after = nullptr;  // where the disks that lost power are kept
std::uint64_t acknowledged = 0;
std::vector<std::uint64_t> cuts;        // acknowledged at each cut

void cut() {
  for (unsigned variant = 0; variant < 3; ++variant) {
    const std::string folder = after->path(std::to_string(cuts.size()) + "-" + std::to_string(variant));
    std::filesystem::create_directory(folder);
    disk::cut_power(folder, variant ? static_cast<unsigned>(2 * cuts.size() + variant) : 0);
  }
  cuts.push_back(acknowledged);
}

TEST(PowerLoss, LosesNothingAcknowledged) {
  disk::install();
  const sample::Folder before{sample::Where::memory}, lost{sample::Where::memory};
  after = &lost;
  disk::watch();
  disk::at_each(cut);
  {
    Store store{before.path(), sample::identity};
    store.declare(sample::protocol);
    for (std::uint64_t i = 0; i < runs; ++i) {
      store.put({{sample::record(i)}});
      acknowledged = i + 1;
    }
  }
  cut();
  disk::at_each(nullptr);
  ASSERT_GT(cuts.size(), 60u);
  std::printf("power was lost at %zu instants, %zu of them between the first and the last acknowledgment\n", cuts.size(),
              static_cast<std::size_t>(std::ranges::count_if(cuts, [](auto n) { return n > 0 && n < runs; })));
  for (std::size_t i = 0; i < cuts.size(); ++i)
    for (const char* variant : {"-0", "-1", "-2"}) {
      Store store{lost.path(std::to_string(i) + variant + "/runs.db"), sample::identity};
      ASSERT_GE(store.keys().size(), cuts[i]) << "instant " << i << variant;
      ASSERT_LE(store.keys().size(), cuts[i] + 1) << "instant " << i << variant;
      for (std::uint64_t j = 0; j < cuts[i]; ++j) ASSERT_TRUE(store.holds(sample::key(j)));
      for (const auto& r : store.all()) ASSERT_EQ(r.result.curves.at(0).values.size(), 50u);  // each checks its digest
    }
}

}  // namespace
}  // namespace paribus
