#pragma once
// Memory for the kernels' numbers.

#include <cstddef>
#include <vector>

namespace paribus::kernel {

/// On a 64-byte boundary. From 2 MiB on in huge pages where the system grants them: rows drawn at random from a large
/// table would otherwise cost a walk through the page tables each. Throws std::bad_alloc.
void* allocate(std::size_t bytes);
void release(void*) noexcept;

template <class T>
struct Allocator {
  using value_type = T;
  Allocator() = default;
  template <class U>
  Allocator(const Allocator<U>&) {}
  T* allocate(std::size_t n) { return static_cast<T*>(kernel::allocate(n * sizeof(T))); }
  void deallocate(T* p, std::size_t) noexcept { release(p); }
  bool operator==(const Allocator&) const { return true; }
};
template <class T>
using Buffer = std::vector<T, Allocator<T>>;

}  // namespace paribus::kernel
