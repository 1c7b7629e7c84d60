// Refuses a processor without AVX2 and FMA, in plain words instead of an illegal instruction. Runs before every
// other initialization of the program.
#if defined(__x86_64__)
#include <unistd.h>

namespace {

[[gnu::constructor(101)]] void check_processor() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return;
  static const char message[] =
      "paribus: this processor lacks AVX2 or FMA, which every x86-64 since 2013 (Intel) or 2015 (AMD) has; "
      "run it on a newer machine\n";
  [[maybe_unused]] const auto written = write(2, message, sizeof message - 1);
  _exit(2);
}

}  // namespace
#endif
