#include "paribus/flow/orders.hpp"

namespace paribus {

Orders::Order Orders::make(const StreamName& epoch, std::uint32_t examples) {
  Stream stream{epoch};
  return std::make_shared<const std::vector<std::uint32_t>>(permutation(examples, stream));
}

Orders::Order Orders::of(const StreamName& epoch, std::uint32_t examples) {
  Key key{epoch.seed, epoch.replicate, epoch.purpose, epoch.block, examples};
  {
    const std::lock_guard lock{mutex_};
    if (const auto it = made_.find(key); it != made_.end()) return it->second;
  }
  Order order = make(epoch, examples);   // two may make the same at once: it is the same
  const std::size_t bytes = order->size() * sizeof(std::uint32_t);
  const std::lock_guard lock{mutex_};
  if (bytes > left_) return order;
  const auto [it, fresh] = made_.emplace(std::move(key), order);
  if (fresh) left_ -= bytes;
  return it->second;
}

}  // namespace paribus
