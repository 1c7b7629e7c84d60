#include "shared.hpp"

namespace paribus {
namespace {

const Entry<Judge>& judge(const char* name) { return get(judges(), name, "judge"); }

TEST(Families, the_wrong_judge_is_refused_by_name) {
  const std::string m = message([] { check_family(judge("sign_flip"), Population::new_data, 10, 3, 0.05); });
  EXPECT_TRUE(holds(m, "'sign_flip' speaks of random starts, on this split, but the split varies too")) << m;
  EXPECT_TRUE(holds(m, "use 'corrected_resampled_t'")) << m;
  const std::string other = message([] { check_family(judge("corrected_resampled_t"), Population::starts, 10, 3, 0.05); });
  EXPECT_TRUE(holds(other, "the split stays as it is")) << other;
  EXPECT_TRUE(holds(other, "'sign_flip', 'paired_t'")) << other;
}

TEST(Families, that_cannot_reject_are_refused_with_the_number_needed) {
  const std::string m = message([] { check_family(judge("sign_flip"), Population::starts, 5, 3, 0.05); });
  EXPECT_TRUE(holds(m, "with 5 blocks and 3 comparisons")) << m;
  EXPECT_TRUE(holds(m, "is 0.0625, above the level 0.05")) << m;
  EXPECT_TRUE(holds(m, "at least 6 blocks")) << m;
  EXPECT_EQ(message([] { check_family(judge("sign_flip"), Population::starts, 6, 3, 0.05); }), "");
  EXPECT_TRUE(holds(message([] { check_family(judge("paired_t"), Population::starts, 1, 1, 0.05); }), "at least 2 blocks"));
  EXPECT_TRUE(holds(message([] { check_family(judge("sign_flip"), Population::starts, 20, 1, 1e-9); }), "larger level"));
  EXPECT_TRUE(holds(message([] { check_family(judge("sign_flip"), Population::starts, 20, 0, 0.05); }), "empty"));
}

TEST(Families, smallest_p_is_reached) {
  const auto flip = judge("sign_flip").make({});
  Vector clear;  // one comparison far clearer than the other reaches it whatever the family's size
  for (int i = 0; i < 8; ++i) clear.push_back(1 + 0.01 * i);
  EXPECT_EQ(judged("sign_flip", {clear, {1, -0.1, 0.3, -1, 1, -0.7, 0.1, 0.4}})[0].p, flip->smallest_p(8, 2));
  EXPECT_EQ(flip->smallest_p(8, 2), 1.0 / 128);
  EXPECT_EQ(flip->smallest_p(17, 2), 1.0 / 10001);
}

}  // namespace
}  // namespace paribus
