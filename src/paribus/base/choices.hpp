#pragma once
// What a study file says: one value per address. An address names a setting everywhere in the house:
// in the file, on the command line, in tables, legends and run keys ("optimizer.momentum.beta").

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "paribus/base/error.hpp"

namespace paribus {

/// One value and where it was written.
struct Value {
  using List = std::vector<Value>;
  std::variant<bool, std::int64_t, double, std::string, List> is;
  Where where = {};

  /// The canonical text: true, 32, 0.1 (shortest that reads back to the same bits), "word", [64, 64].
  std::string text() const;
  /// As text(), but words stand without quotation marks (for tables and legends).
  std::string plain() const;
  bool operator==(const Value& other) const { return is == other.is; }
};

/// Address -> value, in alphabetical order.
using Choices = std::map<std::string, Value>;

/// The shortest decimal text that reads back to the same double; "inf", "-inf", "nan" for the rest.
std::string shortest(double x);

/// Reads what stands right of '=' in `--set address=value`: a number, true/false, [list], "word" or a bare word.
Value parse_value(const std::string& text, const Where& where = {});

}  // namespace paribus
