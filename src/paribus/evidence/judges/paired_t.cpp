// Student's paired t test, for differences that are about normal.
//   t = mean / (s / sqrt n), n - 1 degrees of freedom; Holm's correction; Bonferroni intervals
// It needs no minimum of blocks to reach a small p, and pays for it with its assumption.
#include "paribus/evidence/t_family.hpp"

namespace paribus {
namespace {

class PairedT final : public Judge {
 public:
  Population population() const override { return Population::starts; }
  double smallest_p(std::size_t n, std::size_t) const override { return n < 2 ? 1 : 0; }
  std::vector<Verdict> judge(std::span<const Comparison> family, const Family& rule) const override {
    const double n = family.empty() ? 1 : static_cast<double>(family[0].differences.size());
    return judge_by_t(family, rule, {1 / n, population(), "paired t test", "paired differences are independent and normal"});
  }
};

}  // namespace
namespace parts::judges {
extern const Entry<Judge> paired_t = entry<Judge, PairedT>(
    {"paired_t", "paired t test", "compares the mean paired difference with its standard error",
     "t = mean / (s / sqrt n), n - 1 degrees of freedom", "Student 1908; Holm 1979"});
}  // namespace parts::judges
}  // namespace paribus
