#pragma once
// The data sets that are known by name: the bytes of those inside the program, and the way to the others.

#include <string>
#include <string_view>

#include "paribus/data/dataset.hpp"

namespace paribus {

/// data/<name>.csv as it was when the program was built; empty if there is no such set.
std::string_view built_in_bytes(std::string_view name);

/// 60,000 images (the original's training part), then 10,000 (its test part), in the order of the files; the folder
/// is $PARIBUS_DATASETS/fashion-mnist, by default /usr/share/datasets/fashion-mnist. Throws Error naming the package
/// if they are not installed. The name is left to the caller.
Dataset read_fashion_mnist(const BuiltIn&, const std::string& target);

}  // namespace paribus
