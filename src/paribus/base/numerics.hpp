#pragma once

namespace paribus {

/// Part of every run's key. It changes only when the bits of a record change.
inline constexpr int numerics_version = 5;
inline constexpr const char* program_version = "0.1.0";

}  // namespace paribus
