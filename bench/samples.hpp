#pragma once
// The data that both sides read: raw little-endian numbers written by bench/samples.py into one folder.

#include <memory>
#include <string>
#include <vector>

#include "paribus/data/examples.hpp"

namespace bench {

void samples_from(std::string folder);

/// The numbers of <name>.f32, <name>.f64 or <name>.i32 as they lie there, `most` of them (0: all). Throws
/// paribus::Error if the file is missing.
template <class T>
std::vector<T> numbers(const std::string& name, std::size_t most = 0);

/// <name>.x.f32 and <name>.label.i32 as a training part of ten classes; the first `rows` of them (0: all).
/// The last one asked for is kept.
std::shared_ptr<const paribus::Prepared> samples(const std::string& name, std::size_t rows = 0);

/// regress.x.f32 in float64 with the target regress.y.f64; the first `rows` (0: all). The last asked for is kept.
const paribus::Examples& regression(std::size_t rows = 0);

}  // namespace bench
