// A file is written whole or not at all, and nothing else is touched.
#include "paribus/base/whole_file.hpp"

#include <gtest/gtest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "paribus/base/error.hpp"

namespace paribus {
namespace {

namespace fs = std::filesystem;

class WholeFile : public testing::Test {
 protected:
  WholeFile() {
    std::string name = testing::TempDir() + "paribus_file_XXXXXX";
    folder = mkdtemp(name.data());
  }
  ~WholeFile() override { fs::remove_all(folder); }
  std::string at(const std::string& name) const { return (folder / name).string(); }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator())); }
  static std::string read(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static std::string failure(const std::string& path) {
    try {
      write_whole(path, "new");
    } catch (const Error& e) {
      return e.what();
    }
    return "written";
  }
  static std::string cannot(const std::string& path, const std::string& why) {
    return "cannot write '" + path + "' (" + why + "); choose another folder, or free space and rights there";
  }
  fs::path folder;
};

TEST_F(WholeFile, TakesThePlaceOfTheOldOne) {
  const std::string long_text(1000, 'x'), bytes{"a\0b\n", 4};
  write_whole(at("f"), long_text);
  EXPECT_EQ(read(at("f")), long_text);
  write_whole(at("f"), bytes);
  EXPECT_EQ(read(at("f")), bytes);
  write_whole(at("f"), "");
  EXPECT_EQ(read(at("f")), "");
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFile, HasTheRightsOfAnyNewFile) {
  const mode_t before = umask(027);
  write_whole(at("f"), "new");
  umask(before);
  EXPECT_EQ(fs::status(at("f")).permissions(), fs::perms(0640));
}

TEST_F(WholeFile, HasTheRightsOfTheOldOne) {
  write_whole(at("f"), "old");
  fs::permissions(at("f"), fs::perms(0600));
  write_whole(at("f"), "new");
  EXPECT_EQ(fs::status(at("f")).permissions(), fs::perms(0600));
  EXPECT_EQ(read(at("f")), "new");
}

TEST_F(WholeFile, ANameMayBeAsLongAsAnyName) {
  const std::string name(255, 'n');
  write_whole(at(name), "new");
  EXPECT_EQ(read(at(name)), "new");
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFile, WhereTheShellLedTheOutputIsWrittenBehindWhatIsThere) {
  write_whole(at("log"), "old\n");
  const int log = open(at("log").c_str(), O_WRONLY | O_APPEND), before = dup(STDOUT_FILENO);
  ASSERT_GE(log, 0);
  std::cout.flush();
  dup2(log, STDOUT_FILENO);
  std::cout << "first\n";
  write_whole("/dev/stdout", "second\n");
  write_whole("/proc/self/fd/" + std::to_string(log), "again\n");
  std::cout << "third\n" << std::flush;
  dup2(before, STDOUT_FILENO);
  close(before), close(log);
  EXPECT_EQ(read(at("log")), "old\nfirst\nsecond\nagain\nthird\n");
}

TEST_F(WholeFile, AReaderKeepsTheOldOne) {
  write_whole(at("f"), "old");
  std::ifstream open_before{at("f")};
  write_whole(at("f"), "new");
  EXPECT_EQ((std::string{std::istreambuf_iterator<char>(open_before), {}}), "old");
}

TEST_F(WholeFile, ALinkStaysALink) {
  fs::create_directory(folder / "there");
  write_whole(at("there/f"), "old");
  fs::create_symlink("there/f", folder / "link");
  write_whole(at("link"), "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(read(at("there/f")), "new");
  fs::create_symlink("there/none", folder / "to_none");
  fs::create_symlink("to_none", folder / "twice");
  write_whole(at("twice"), "made");
  EXPECT_TRUE(fs::is_symlink(folder / "twice"));
  EXPECT_TRUE(fs::is_symlink(folder / "to_none"));
  EXPECT_EQ(read(at("there/none")), "made");
}

TEST_F(WholeFile, ADeviceIsWrittenIntoAndStays) {
  fs::create_symlink("/dev/full", folder / "full");   // not the device's own name: a test must not be able to replace it
  fs::create_symlink("/dev/null", folder / "null");
  EXPECT_EQ(failure(at("full")), cannot(at("full"), "No space left on device"));
  EXPECT_EQ(failure(at("null")), "written");
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_EQ(files(), 2);
}

TEST_F(WholeFile, APipeTakesAllOfIt) {
  ASSERT_EQ(mkfifo(at("pipe").c_str(), 0600), 0);
  const std::string much(300'000, 'y');   // more than a pipe holds
  std::string seen;
  {
    std::jthread reader([&] { seen = read(at("pipe")); });
    write_whole(at("pipe"), much);
  }
  EXPECT_EQ(seen, much);
  EXPECT_TRUE(fs::is_fifo(folder / "pipe"));
}

TEST_F(WholeFile, SaysWhyItCannotAndLeavesNothing) {
  fs::create_directory(folder / "taken");
  EXPECT_EQ(failure(at("taken")), cannot(at("taken"), "Is a directory"));
  EXPECT_EQ(failure(at("missing/f")), cannot(at("missing/f"), "No such file or directory"));
  EXPECT_EQ(failure(""), cannot("", "No such file or directory"));
  const std::string endless(5000, 'n');
  EXPECT_EQ(failure(at(endless)), cannot(at(endless), "File name too long"));
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace paribus
