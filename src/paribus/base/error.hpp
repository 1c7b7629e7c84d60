#pragma once
// The two ways to fail. An Error is something the user can mend; a broken promise of ours is an assert.
// A diverged run is neither: it is a result (outcome.hpp).

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace paribus {

/// A place in a file that the user wrote. Line and column count from 1; 0 means "not known".
struct Where {
  std::string file;
  unsigned line = 0, column = 0;
  std::string text() const;  ///< "study.toml:4:1", "study.toml", or nothing
};

/// The user's mistake: what is wrong, where, and what to try, in one sentence each.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what, const std::string& try_this = "", const Where& where = {});
  const std::string& problem() const { return problem_; }
  const std::string& advice() const { return advice_; }
  const Where& where() const { return where_; }

 private:
  std::string problem_, advice_;
  Where where_;
};

/// The known name nearest to `name` in edit distance, or nothing if none is near: one letter, and one more
/// for every three of it, may differ (so that two swapped letters of a short word are forgiven).
std::string nearest(std::string_view name, std::span<const std::string> known);

/// "did you mean 'x'?", or "known: a, b, c" when no known name is near.
std::string suggestion(std::string_view name, std::span<const std::string> known);

}  // namespace paribus
