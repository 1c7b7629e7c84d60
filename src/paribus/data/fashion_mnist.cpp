// Fashion-MNIST, which a package of the system brings: 30 MB that are not part of the program.
#include <array>
#include <cstdlib>
#include <filesystem>

#include "paribus/data/built_in.hpp"
#include "paribus/data/idx.hpp"

namespace paribus {
namespace {

// In the order in which they make one table.
std::array<std::string, 4> files() {
  const char* given = std::getenv("PARIBUS_DATASETS");
  const std::string folder = std::string(given && *given ? given : "/usr/share/datasets") + "/fashion-mnist/";
  return {folder + "train-images-idx3-ubyte.gz", folder + "train-labels-idx1-ubyte.gz", folder + "t10k-images-idx3-ubyte.gz",
          folder + "t10k-labels-idx1-ubyte.gz"};
}

// In the words of the data set's own README ("Labels").
const std::vector<std::string>& classes() {
  static const std::vector<std::string> all{"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"};
  return all;
}

// The first file that is missing, or nothing.
std::string missing_file() {
  std::error_code ignored;
  for (const auto& file : files())
    if (!std::filesystem::exists(file, ignored)) return file;
  return "";
}

}  // namespace

bool installed(const BuiltIn& set) { return set.package.empty() || (set.path.empty() ? missing_file().empty() : !installed_file(set).empty()); }

Dataset read_fashion_mnist(const BuiltIn& set, const std::string& target) {
  if (const std::string file = missing_file(); !file.empty())
    throw Error("the data set '" + set.name + "' is not installed: there is no file '" + file + "'",
                "it comes with the Debian package " + set.package + ": apt-get install " + set.package);
  std::array<Bytes, 4> bytes;
  std::array<Source, 4> from;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string file = files()[i];
    bytes[i] = read_bytes(file);
    from[i] = {file, bytes[i].view()};
  }
  return read_idx({{from[0], from[1]}, {from[2], from[3]}}, target, classes());
}

}  // namespace paribus
