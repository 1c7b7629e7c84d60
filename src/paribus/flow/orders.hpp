#pragma once
// The orders of epochs, kept for whoever meets the same rows: the runs of one replicate shuffle each epoch once.
// Only orders are kept: rows brought together in advance were measured to gain nothing over gathering them anew.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>

#include "paribus/base/random.hpp"

namespace paribus {

/// Safe to ask from several threads. What would go beyond `bytes` in all is made anew at every asking.
class Orders {
 public:
  using Order = std::shared_ptr<const std::vector<std::uint32_t>>;
  explicit Orders(std::size_t bytes = std::size_t{64} << 20) : left_{bytes} {}
  Order of(const StreamName& epoch, std::uint32_t examples);   ///< the permutation of the stream of that name
  static Order make(const StreamName& epoch, std::uint32_t examples);

 private:
  using Key = std::tuple<std::uint64_t, std::uint64_t, std::string, std::string, std::uint32_t>;
  std::mutex mutex_;
  std::map<Key, Order> made_;
  std::size_t left_;   ///< bytes that may still be kept
};

}  // namespace paribus
