// What is not a store of this study is refused with what to do about it, and is left as it was.
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "paribus/base/error.hpp"
#include "sample.hpp"

namespace paribus {
namespace {

/// The whole message of the Error that `act` throws.
template <class Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const Error& e) {
    EXPECT_FALSE(e.advice().empty()) << e.what();
    return e.what();
  }
  return "no Error";
}
std::string opening(const std::string& path, const Store::Identity& identity = sample::identity) {
  return refusal([&] { Store(path, identity); });
}
std::string reading(const std::string& path) {
  return refusal([&] { Store(path).all(); });
}

std::string bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
void write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// Does something to the file behind the store's back.
void meddle(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);
}

struct Refusals : testing::Test {
  sample::Folder folder;
  std::string path = folder.path();
  void make() {
    Store store{path, sample::identity};
    store.declare(sample::protocol);
    store.put(sample::records(0, 50));
  }
};
const std::string away = "; move it away and run again, or choose another folder";

TEST_F(Refusals, NotADatabase) {
  const std::string text = "subject,score\nadam,0.97\n" + std::string(2000, '.');
  write(path, text);
  const std::string sentence = "'" + path + "' is not a store of Paribus (it is not an SQLite database)" + away;
  EXPECT_EQ(opening(path), sentence);
  EXPECT_EQ(reading(path), sentence);
  EXPECT_EQ(bytes(path), text);
}

TEST_F(Refusals, TheDatabaseOfAnotherProgram) {
  meddle(path, "CREATE TABLE cookies (name); PRAGMA application_id = 7");
  const std::string before = bytes(path), sentence = "'" + path + "' is not a store of Paribus (it is an SQLite database of another program)" + away;
  EXPECT_EQ(opening(path), sentence);
  EXPECT_EQ(reading(path), sentence);
  EXPECT_EQ(bytes(path), before);
}

TEST_F(Refusals, OnlyPretending) {
  meddle(path, "PRAGMA application_id = 1348563561; PRAGMA user_version = 1; CREATE TABLE runs (key); "
               "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END");
  const std::string sentence = "'" + path + "' is not a store of Paribus (its tables are not ours)" + away;
  EXPECT_EQ(opening(path), sentence);
  EXPECT_EQ(reading(path), sentence);
}

TEST_F(Refusals, ALaterVersion) {
  make();
  meddle(path, "PRAGMA user_version = 2");
  EXPECT_EQ(opening(path), "'" + path + "' was written by another version of Paribus (store version 2; this program reads 1); "
                           "use that version, or move it away and run again, or choose another folder");
}

TEST_F(Refusals, OtherNumerics) {
  make();
  const int held = sample::identity.numerics;
  EXPECT_EQ(opening(path, {sample::identity.data, held + 1}),
            "'" + path + "' holds results of numerics version " + std::to_string(held) + ", and this program computes version " +
                std::to_string(held + 1) + ": their bits differ, so they "
            "cannot be mixed; finish the study with the program that began it, or move '" + folder.path("").substr(0, folder.path("").size() - 1) +
            "' away to start anew");
  EXPECT_EQ(Store(path).all().size(), 50u);  // reading is always allowed
}

TEST_F(Refusals, OtherData) {
  make();
  EXPECT_EQ(opening(path, {std::string(64, 'e')}),
            "the data have changed since '" + path + "' was begun (SHA-256 dddddddddddd... then, eeeeeeeeeeee... now); restore the "
            "data, give the study another name, or move '" + folder.path("").substr(0, folder.path("").size() - 1) + "' away to start anew");
}

TEST_F(Refusals, Truncated) {
  make();
  const std::string whole = bytes(path);
  for (const std::size_t size : {std::size_t{60}, std::size_t{600}, whole.size() / 3, whole.size() / 2, whole.size() - 4096}) {
    write(path, whole.substr(0, size));
    const std::string said = opening(path), read = reading(path);
    EXPECT_EQ(said, read);
    EXPECT_TRUE(said.starts_with("'" + path + "' is damaged (") || said.starts_with("'" + path + "' is not a store of Paribus ("))
        << size << ": " << said;
    EXPECT_EQ(bytes(path).size(), size);
  }
  write(path, whole);
  EXPECT_EQ(Store(path, sample::identity).keys().size(), 50u);
}

TEST_F(Refusals, NothingIsABeginning) {
  write(path, "");  // a process killed before its first write
  EXPECT_EQ(reading(path), "there are no results at '" + path + "' yet; run the study first");
  make();
  EXPECT_EQ(Store(path).all().size(), 50u);
  EXPECT_EQ(reading(folder.path("absent.db")), "there are no results at '" + folder.path("absent.db") + "' yet; run the study first");
  EXPECT_FALSE(std::filesystem::exists(folder.path("absent.db")));
}

TEST_F(Refusals, AFlippedBitInARecord) {
  make();
  const std::string damaged = "'" + path + "' is damaged (run " + sample::key(7).substr(0, 12) + ": ";
  meddle(path, "UPDATE runs SET numbers = CAST(zeroblob(8) || substr(numbers, 9) AS BLOB) WHERE key = '" + sample::key(7) + "'");
  EXPECT_EQ(reading(path), damaged + "its digest differs); restore it from a copy, or move it away and run again");
  meddle(path, "UPDATE runs SET numbers = zeroblob(3) WHERE key = '" + sample::key(7) + "'");
  EXPECT_TRUE(reading(path).starts_with(damaged + "fewer numbers than names")) << reading(path);
  for (const char* column : {"names", "levels", "outcome"})
    for (const char* text : {"", "[]", "[[\"score\"]]", "[[\"fact\", \"x\", -1]]", "[[1, 2]]", "{\"a\": "}) {
      meddle(path, std::string("UPDATE runs SET ") + column + " = '" + text + "' WHERE key = '" + sample::key(7) + "'");
      EXPECT_TRUE(reading(path).starts_with(damaged)) << column << " " << text << ": " << reading(path);
    }
}

TEST_F(Refusals, NowhereToWrite) {
  write(folder.path("file"), "");
  EXPECT_EQ(opening(folder.path("file/study/runs.db")), "the folder '" + folder.path("file/study") +
            "' cannot be created (Not a directory); check the permissions above it, or choose another folder");
  std::filesystem::create_directory(folder.path("runs"));
  const std::string said = opening(folder.path("runs"));  // a folder where the file should be
  EXPECT_TRUE(said.starts_with("'" + folder.path("runs") + "' cannot be opened (unable to open database file")) << said;
}

/// Ends with its process.
struct Child {
  pid_t pid;
  ~Child() {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
};

TEST_F(Refusals, InUse) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  {
    const Child child{fork()};
    if (child.pid == 0) {
      Store store{path, sample::identity};
      store.declare(sample::protocol);
      store.put(sample::records(0, 5));
      if (::write(ready[1], "1", 1) == 1) pause();
      _exit(1);
    }
    char c;
    ASSERT_EQ(read(ready[0], &c, 1), 1);
    EXPECT_EQ(opening(path), "'" + path + "' is in use by process " + std::to_string(child.pid) +
              "; wait until it has finished or stop it; its progress and results can be read meanwhile");
    EXPECT_EQ(Store(path).all().size(), 5u);
  }
  Store store{path, sample::identity};  // its owner is dead: nothing to wait for
  EXPECT_EQ(store.keys().size(), 5u);
  EXPECT_EQ(opening(path).substr(0, path.size() + 24 + std::to_string(getpid()).size()), "'" + path + "' is in use by process " + std::to_string(getpid()));
  close(ready[0]);
  close(ready[1]);
}

TEST_F(Refusals, AReadOnlyFolderCanBeRead) {
  make();
  if (getuid() != 0) GTEST_SKIP() << "needs root, to step down from";
  chmod(folder.path(".").c_str(), 0555);
  const pid_t child = fork();
  if (child == 0) {
    if (seteuid(65534) != 0) _exit(9);
    try {
      if (Store(path).all().size() != 50) _exit(1);
      const std::string said = opening(path);
      _exit(said.starts_with("'" + path + "' cannot be written (" + path + ".lock: Permission denied)") ? 0 : 2);
    } catch (const std::exception& e) {
      std::fprintf(stderr, "%s\n", e.what());
      _exit(3);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace paribus
