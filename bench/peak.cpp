// Twelve independent chains hide the latency of a fused multiply-add (4 cycles, 2 units) with room to spare, and
// leave registers for the two constants.
#include "peak.hpp"

#include <immintrin.h>

#include <ctime>

#include "paribus/math/kernel.hpp"

namespace bench {
namespace {

constexpr int chains = 12;
constexpr long rounds = 300'000;

double now() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

double rate(double begin, int lanes) { return 2.0 * chains * static_cast<double>(lanes) * rounds / (now() - begin); }

// The empty asm pins every chain to a register: left alone, g++ puts the array on the stack. The sum is returned
// through `sink`, so that nothing can be left out. Values stay near 1: no denormals, no infinities.
#define PARIBUS_PEAK(name, features, vector, lanes, set, fma, store, element)              \
  [[gnu::target(features)]] double name() {                                                \
    vector a[chains];                                                                      \
    const vector b = set(element(0.999)), c = set(element(0.001));                         \
    for (auto& x : a) x = set(element(1));                                                 \
    const double begin = now();                                                            \
    for (long i = 0; i < rounds; ++i) {                                                    \
      _Pragma("GCC unroll 12") for (auto& x : a) {                                         \
        x = fma(x, b, c);                                                                  \
        asm volatile("" : "+v"(x));                                                        \
      }                                                                                    \
    }                                                                                      \
    const double out = rate(begin, lanes);                                                 \
    volatile element sink[lanes];                                                          \
    for (auto& x : a) store(const_cast<element*>(sink), x);                                \
    return out;                                                                            \
  }
PARIBUS_PEAK(wide_float, "avx512f", __m512, 16, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_storeu_ps, float)
PARIBUS_PEAK(wide_double, "avx512f", __m512d, 8, _mm512_set1_pd, _mm512_fmadd_pd, _mm512_storeu_pd, double)
PARIBUS_PEAK(narrow_float, "avx2,fma", __m256, 8, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_storeu_ps, float)
PARIBUS_PEAK(narrow_double, "avx2,fma", __m256d, 4, _mm256_set1_pd, _mm256_fmadd_pd, _mm256_storeu_pd, double)
#undef PARIBUS_PEAK

}  // namespace

double peak(bool float64) {
  if (paribus::kernel::target() == paribus::kernel::Target::avx512) return float64 ? wide_double() : wide_float();
  return float64 ? narrow_double() : narrow_float();
}

}  // namespace bench
