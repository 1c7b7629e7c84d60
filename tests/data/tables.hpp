#pragma once
// Small tables for the tests of this room.

#include <string>

#include "paribus/data/csv.hpp"
#include "paribus/data/examples.hpp"

namespace paribus::tests {

inline Dataset table(std::string_view text, const std::string& target = "") { return read_csv({"t.csv", text}, target); }

/// The whole message of the Error that reading `text` throws; "read" if it throws none.
inline std::string failure(std::string_view text, const std::string& target = "") {
  try {
    read_csv({"t.csv", text}, target);
    return "read";
  } catch (const Error& e) {
    return e.what();
  }
}

inline DataSettings settings(const Choices& choices = {}) { return DataSettings(Settings(choices, "data.")); }

inline StreamName split_name(std::uint64_t replicate = 0) { return {7, replicate, "split"}; }

}  // namespace paribus::tests
