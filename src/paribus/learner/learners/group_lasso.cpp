// A lasso that takes or leaves whole groups of features: all levels of one category, or what the study says.
#include <numeric>

#include "paribus/learner/penalized_regression.hpp"

namespace paribus {
namespace {

/// Consecutive features "name=level" of one name are the levels of one category.
Blocks of_categories(const std::vector<std::string>& features) {
  const auto category = [](const std::string& f) { return f.substr(0, f.find('=')); };
  Blocks out;
  for (std::size_t j = 0; j < features.size(); ++j)
    if (j == 0 || features[j].find('=') == std::string::npos || category(features[j]) != category(features[j - 1])) out.push_back(j);
  out.push_back(features.size());
  return out;
}

class GroupLasso final : public Learner {
 public:
  explicit GroupLasso(const Settings& s)
      : settings_{s},
        groups_{s.integers("groups", {}, {1, 1'000'000}, "sizes of consecutive groups of features; not given: the levels of one category are a group, "
                                                         "every other feature is one of its own")} {}
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& stream) const override {
    return fit_penalized(data, {"group_lasso", settings_, blocks(data.features), [](double) { return 0.0; }}, stream);
  }
  std::optional<Task> only() const override { return Task::regression; }
  bool draws() const override { return settings_.draws(); }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_penalized(kept); }

 private:
  Blocks blocks(const std::vector<std::string>& features) const {
    if (groups_.empty()) return of_categories(features);
    Blocks out{0};
    for (const auto size : groups_) out.push_back(out.back() + static_cast<std::size_t>(size));
    if (out.back() != features.size())
      throw Error("the groups hold " + std::to_string(out.back()) + " features, and there are " + std::to_string(features.size()),
                  "write sizes that add up to it");
    return out;
  }
  PenaltySettings settings_;
  std::vector<std::int64_t> groups_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> group_lasso = entry<Learner, GroupLasso>(
    {"group_lasso", "group lasso", "a lasso that takes or leaves whole groups of features",
     "min over w, b of (1/2n) |y - X w - b|^2 + l1 sum over groups of sqrt(size) |w_group|, y and X as scaled by data.scale",
     "Yuan & Lin 2006"});
}  // namespace parts::learners
}  // namespace paribus
