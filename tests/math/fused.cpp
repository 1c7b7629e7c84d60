// Fused multiply-add rounds once where a product and a sum round twice, so a compiler that fuses unasked changes
// bits. -ffp-contract=off forbids it, yet g++ 12 still makes vfmaddsub and vfmsubadd out of a*b-c beside d*e+f
// when it vectorizes. Nothing here wants these two: their absence from every library is checked.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace paribus {
namespace {

std::string output(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), pclose};
  std::string text;
  std::array<char, 4096> part;
  while (pipe && std::fgets(part.data(), part.size(), pipe.get())) text += part.data();
  return text;
}

TEST(Fused, NoMultiplyAddThatNobodyWrote) {
#ifndef __x86_64__
  GTEST_SKIP() << "the check knows x86-64 only";
#endif
  if (output("objdump --version 2>/dev/null").empty()) GTEST_SKIP() << "objdump is not installed (binutils)";
  int libraries = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(PARIBUS_BINARY_DIR "/src")) {
    if (file.path().extension() != ".a") continue;
    const std::string found = output("objdump -d --no-show-raw-insn '" + file.path().string() +
                                     "' 2>/dev/null | grep -E 'file format|vfmaddsub|vfmsubadd' | grep -B1 -E 'vfm(add|sub)' | head -4");
    EXPECT_EQ(found, "") << file.path() << ": compile this file with -fno-tree-vectorize, or write its loop otherwise";
    ++libraries;
  }
  EXPECT_GE(libraries, 2) << "base and math are libraries";
}

}  // namespace
}  // namespace paribus
