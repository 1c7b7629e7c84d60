// A process that adds records is killed (SIGKILL) at random instants. No record that it acknowledged is lost,
// none is doubled or changed, and the study can be continued at once.
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <random>

#include "sample.hpp"

namespace paribus {
namespace {

constexpr std::uint64_t per_session = 40;
constexpr std::size_t of_each(std::uint64_t i) { return i % 5 ? 50 : 10000; }  // some records fill many pages

/// The child: goes on where the store is, and acknowledges each record by a byte.
[[noreturn]] void work(const std::string& path, int acknowledge) {
  {
    Store store{path, sample::identity};
    store.declare(sample::protocol);
    for (std::uint64_t i = store.keys().size(), end = i + per_session; i < end; ++i) {
      store.put({{sample::record(i, of_each(i))}});
      if (write(acknowledge, "+", 1) != 1) _exit(1);
    }
  }
  if (write(acknowledge, ".", 1) != 1) _exit(1);
  pause();
  _exit(1);
}

void rest(double milliseconds) {
  using namespace std::chrono;
  const auto end = steady_clock::now() + duration<double, std::milli>(milliseconds);
  while (steady_clock::now() < end) {}
}

/// Milliseconds from one acknowledgment to the next on this disk, so that kills fall in between.
double pace() {
  const sample::Folder folder;
  Store store{folder.path(), sample::identity};
  store.declare(sample::protocol);
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < per_session; ++i) store.put({{sample::record(i, of_each(i))}});
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count() / per_session;
}

/// Kills one session and returns the number of acknowledgments that it sent.
std::uint64_t kill_one(const std::string& path, double step, std::mt19937& chance) {
  int pipes[2];
  EXPECT_EQ(pipe(pipes), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(pipes[0]);
    work(path, pipes[1]);
  }
  close(pipes[1]);
  // When: after a random number of acknowledgments (now and then none, or all), at a random moment of the next two.
  const auto wait_for = chance() % 12 == 0 ? 0 : chance() % 12 == 0 ? per_session : 1 + chance() % (per_session - 1);
  std::uint64_t got = 0, ended = 0;
  char c;
  while (got < wait_for && read(pipes[0], &c, 1) == 1) ++got;
  rest(std::uniform_real_distribution(0.0, 2 * step)(chance));
  kill(child, SIGKILL);
  int status;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
  while (read(pipes[0], &c, 1) == 1) ++(c == '+' ? got : ended);
  close(pipes[0]);
  return got;
}

void kill_many(int kills, int per_store) {
  std::mt19937 chance(20240229);
  const double step = pace();
  std::map<std::string, int> fell;
  for (int done = 0; done < kills;) {
    const sample::Folder folder;
    std::uint64_t held = 0;
    for (int i = 0; i < per_store && done < kills; ++i, ++done) {
      const std::uint64_t got = kill_one(folder.path(), step, chance);
      ++fell[got == 0 ? "before the first" : got == per_session ? "after the last" : "between"];
      Store store{folder.path(), sample::identity};  // checks the integrity of the file
      const auto keys = store.keys();
      ASSERT_GE(keys.size(), held + got) << "an acknowledged record was lost";
      ASSERT_LE(keys.size(), held + got + 1) << "more records than were put";
      held = keys.size();
      std::uint64_t rows = 0;
      store.each([&](const Record&) { ++rows; });  // each row against its digest
      ASSERT_EQ(rows, held);
      for (std::uint64_t j = 0; j < held; ++j) ASSERT_TRUE(store.holds(sample::key(j))) << "a gap at run " << j;
    }
    const sample::Folder other;
    Store unbroken{other.path(), sample::identity};
    unbroken.declare(sample::protocol);
    for (std::uint64_t j = 0; j < held; ++j) unbroken.put({{sample::record(j, of_each(j))}});
    ASSERT_EQ(Store(folder.path()).content(), unbroken.content());
  }
  std::printf("%d kills: %d before the first acknowledgment, %d between the first and the last, %d after the last; none lost, none doubled\n",
              kills, fell["before the first"], fell["between"], fell["after the last"]);
  EXPECT_GT(fell["between"], kills / 2);
}

TEST(Kills, LoseNothingAcknowledged) { kill_many(60, 10); }
TEST(KillsSlow, LoseNothingAcknowledged) { kill_many(1000, 20); }

}  // namespace
}  // namespace paribus
