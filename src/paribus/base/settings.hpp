#pragma once
// A setting is stated once: in the constructor of the part that reads it. That one line validates the
// value, writes the manual and the schema, and bounds the factor in a design.

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "paribus/base/choices.hpp"

namespace paribus {

/// An interval of legal values. Ends are included unless marked open.
struct Range {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
  bool open_low = false, open_high = false;
  bool holds(double x) const;  ///< false for NaN
  std::string text() const;    ///< "[0, 1)", ">= 0", "any number"
};
inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr Range positive{0, infinity, true, true};  ///< (0, inf)
inline constexpr Range fraction{0, 1, false, true};        ///< [0, 1)

/// Everything the house knows of one setting.
struct Ask {
  enum class Kind { real, integer, word, flag, integers, words };
  std::string name;                ///< within its part: "beta"
  Kind kind;
  Value fallback;                  ///< the default
  Range range;                     ///< of a number, or of each element of a list
  std::vector<std::string> words;  ///< the legal words; empty: any word
  std::string meaning;             ///< one line for the manual
  Value value;                     ///< what the part got
  bool given;                      ///< the file said so (false: the default)
};

/// The choices under one prefix, as one part sees them. It belongs to one construction: not shared by threads.
/// Every reader throws Error (file:line:column, what, legal range) on a wrong type or an illegal value.
class Settings {
 public:
  Settings() = default;                                   ///< nothing given: all defaults (for manuals)
  Settings(const Choices& all, std::string prefix);       ///< prefix "optimizer.momentum."; `all` must outlive it

  double real(std::string_view name, double fallback, Range, std::string_view meaning) const;
  std::int64_t integer(std::string_view name, std::int64_t fallback, Range, std::string_view meaning) const;
  bool flag(std::string_view name, bool fallback, std::string_view meaning) const;
  std::string word(std::string_view name, std::string_view fallback, std::vector<std::string> words,
                   std::string_view meaning) const;
  std::vector<std::int64_t> integers(std::string_view name, std::vector<std::int64_t> fallback, Range,
                                     std::string_view meaning) const;

  /// A list of words (one bare word stands for a list of one).
  std::vector<std::string> words(std::string_view name, std::vector<std::string> fallback, std::vector<std::string> legal,
                                 std::string_view meaning) const;

  const std::vector<Ask>& asked() const { return asked_; }  ///< in order of asking
  const std::string& prefix() const { return prefix_; }
  const Value* find(std::string_view name) const;           ///< what was given under this prefix, or nothing

 private:
  const Choices* all_ = nullptr;
  std::string prefix_;
  mutable std::vector<Ask> asked_;
};

}  // namespace paribus
