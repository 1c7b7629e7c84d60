#include "paribus/math/buffer.hpp"

#include <cstdint>
#include <cstdlib>
#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace paribus::kernel {

void* allocate(std::size_t bytes) {
  constexpr std::size_t line = 64, huge = std::size_t{2} << 20;
  const std::size_t boundary = bytes >= huge ? huge : line;
  if (bytes > SIZE_MAX - boundary) throw std::bad_alloc();
  void* const p = std::aligned_alloc(boundary, (bytes + boundary - 1) / boundary * boundary);
  if (!p) throw std::bad_alloc();
#ifdef __linux__
  if (boundary == huge) madvise(p, bytes, MADV_HUGEPAGE);  // a wish: without it all works, at a slower pace
#endif
  return p;
}

void release(void* p) noexcept { std::free(p); }

}  // namespace paribus::kernel
