// Large blocks of memory for the program's vectors in huge pages, as for the kernels' (math/buffer.hpp). Where pages cost a
// walk through two tables, as in a virtual machine, the first touch of a table of numbers is twenty times as fast.
#include <cstdlib>
#include <new>

#include "paribus/math/buffer.hpp"

void* operator new(std::size_t bytes) {
  constexpr std::size_t large = std::size_t{4} << 20;
  if (bytes >= large) return paribus::kernel::allocate(bytes);
  if (void* const p = std::malloc(bytes ? bytes : 1)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
