#include "app/console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "paribus/base/text.hpp"

namespace paribus {

using namespace std::chrono_literals;

bool terminal_stdout() { return isatty(STDOUT_FILENO); }
bool use_color() { return terminal_stdout() && !std::getenv("NO_COLOR"); }

bool use_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const char* v = std::getenv(name); v && *v) {
      const std::string s = v;
      return s.find("UTF-8") != s.npos || s.find("utf8") != s.npos || s.find("utf-8") != s.npos;
    }
  return false;
}

Progress::Progress(std::uint64_t total, bool silent, std::string what)
    : total_{total}, silent_{silent || total == 0}, tty_{isatty(STDERR_FILENO) != 0}, what_{std::move(what)},
      begun_{std::chrono::steady_clock::now()}, drawn_at_{begun_} {}

void Progress::advance(std::uint64_t done) {
  done_ += done;
  if (silent_ || std::chrono::steady_clock::now() - drawn_at_ < (tty_ ? 100ms : 5000ms)) return;
  draw(false);
}

// The shape that users of tqdm know:  52% |█████     | 21/40 [0:02<0:02, 9.9 runs/s]
void Progress::draw(bool last) {
  const auto now = std::chrono::steady_clock::now();
  drawn_at_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - begun_).count(), share = static_cast<double>(done_) / static_cast<double>(total_);
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0;
  const auto clock = [](double s) { return fmt::format("{}:{:02}", static_cast<int>(s) / 60, static_cast<int>(s) % 60); };
  std::string bar;
  for (int i = 0; i < 20; ++i) bar += i < 20 * share ? (use_utf8() ? "█" : "#") : " ";
  const std::string line = fmt::format("{:3.0f}% |{}| {}/{} {} [{}<{}, {:.1f}/s]", 100 * share, bar, done_, total_, what_, clock(seconds),
                                       rate > 0 ? clock(static_cast<double>(total_ - done_) / rate) : "?", rate);
  fmt::print(stderr, "{}{}{}", tty_ ? "\r" : "", line, tty_ && !last ? "" : "\n");
  std::fflush(stderr);
}

Progress::~Progress() {
  if (!silent_ && (drawn_ || tty_)) draw(true);
}

namespace {
std::atomic<bool> asked_to_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");
}  // namespace

void listen_for_stop() {
  struct sigaction action {};
  action.sa_handler = [](int) {
    asked_to_stop = true;
    // A second signal ends the process in the usual way: everything acknowledged is on disk.
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
  };
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool stop_requested() { return asked_to_stop; }

}  // namespace paribus
