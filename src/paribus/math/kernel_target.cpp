// Which instructions to use, and the floating-point mode of a worker.
#include <cstdlib>
#include <string>

#include <immintrin.h>

#include "hwy/targets.h"
#include "paribus/base/error.hpp"
#include "paribus/math/kernel.hpp"

namespace paribus::kernel {
namespace {

Target choose() {
  const char* asked = std::getenv("PARIBUS_TARGET");
  const std::string name = asked ? asked : "";
  if (!name.empty() && name != "avx2" && name != "avx512")
    throw Error("PARIBUS_TARGET=" + name + " is not an instruction set", "take avx2 or avx512, or leave it unset");
  const auto supported = hwy::SupportedTargets();
  const bool wide = (supported & HWY_AVX3) != 0;
  if (!wide && (supported & HWY_AVX2) == 0)
    throw Error("this processor has no AVX2 and FMA instructions", "run on an x86-64 processor of 2015 or later");
  if (name == "avx512" && !wide)
    throw Error("PARIBUS_TARGET=avx512, and this processor has no AVX-512", "take avx2, or leave it unset");
  // Smaller numbers are better targets: all that is better than AVX2 goes.
  if (name == "avx2") hwy::DisableTargets(HWY_AVX2 - 1);
  return wide && name != "avx2" ? Target::avx512 : Target::avx2;
}

}  // namespace

Target target() {
  static const Target chosen = choose();
  return chosen;
}

FlushDenormals::FlushDenormals() : saved_{_mm_getcsr()} { _mm_setcsr(saved_ | 0x8040u); }  // bit 15 FTZ, bit 6 DAZ
FlushDenormals::~FlushDenormals() { _mm_setcsr(saved_); }

}  // namespace paribus::kernel
