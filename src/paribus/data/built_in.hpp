#pragma once
// The data sets that are known by name: the bytes of those inside the program, and the way to the others.

#include <string>
#include <string_view>

#include "paribus/data/dataset.hpp"

namespace paribus {

/// data/<name>.csv as it was when the program was built; empty if there is no such set.
std::string_view built_in_bytes(std::string_view name);

/// Where the files of a set of a package are: its path, or the same below a folder of unpacked packages
/// ($PARIBUS_PACKAGES, by default ~/.local/share/paribus/packages); "" if nowhere.
std::string installed_file(const BuiltIn&);

/// A set of a package, by the reader of its file. Throws Error naming the package if it is not installed.
Dataset read_installed(const BuiltIn&, const std::string& target);

Dataset read_file(const std::string& path, const std::string& target);  ///< by the reader that recognizes the path

/// 60,000 images (the original's training part), then 10,000 (its test part), in the order of the files; the folder
/// is $PARIBUS_DATASETS/fashion-mnist, by default /usr/share/datasets/fashion-mnist. Throws Error naming the package
/// if they are not installed. The name is left to the caller.
Dataset read_fashion_mnist(const BuiltIn&, const std::string& target);

}  // namespace paribus
