// No step asks for memory: the allocator of this whole test program is replaced by one that counts.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "networks.hpp"

namespace {
std::size_t allocations = 0;
}
// Not inlined: the compiler would else see malloc where it expects new.
[[gnu::noinline]] void* operator new(std::size_t n) {
  ++allocations;
  if (void* p = std::malloc(n)) return p;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t n, std::align_val_t a) {
  ++allocations;
  const auto align = static_cast<std::size_t>(a);
  if (void* p = std::aligned_alloc(align, (n + align - 1) / align * align)) return p;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace paribus {
namespace {

TEST(Network, EvaluationAllocatesNothing) {
  for (const auto* e : models())
    for (const char* precision : {"float32", "float64"}) {
      const auto model = trial::model(std::string(e->name), {{"precision", Value{std::string(precision)}}});
      const auto loss = trial::loss(std::string(model->loss(Task::classification)));
      Risk risk(*model, {9, 4}, pack(trial::examples(300, 9, 4, true), Precision::float32), *loss, 0.1);
      const Vector theta = trial::parameters(risk.dimension());
      Vector g(theta.size()), out(theta.size());
      const std::vector<std::uint32_t> rows(200, 7);
      std::vector<float> narrow(theta.size());
      risk.evaluate(theta, {}, g);  // the first of each makes its workspace
      risk.direction(theta, {}, narrow);
      risk.hessian_vector(theta, {rows}, theta, out);
      const std::size_t before = allocations;
      risk.evaluate(theta, {}, g);
      risk.evaluate(theta, {rows}, g);
      risk.evaluate(theta, {rows}, {});
      risk.direction(theta, {}, narrow);
      risk.direction(theta, {rows}, narrow);
      risk.hessian_vector(theta, {rows}, theta, out);
      EXPECT_EQ(allocations, before) << e->name << " " << precision;
    }
}

}  // namespace
}  // namespace paribus
