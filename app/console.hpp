#pragma once
// What the user sees while a study runs.

#include <chrono>
#include <cstdint>
#include <string>

namespace paribus {

bool terminal_stdout();   ///< a person is reading (and NO_COLOR is not set: for color, ask use_color)
bool use_color();
bool use_utf8();          ///< the locale says so

/// A progress line on stderr: redrawn at most 10 times a second on a terminal, one line in 5 s elsewhere.
class Progress {
 public:
  Progress(std::uint64_t total, bool silent, std::string what);
  void advance(std::uint64_t done);   ///< that many more are done; call under a lock
  ~Progress();

 private:
  void draw(bool last);
  std::uint64_t total_, done_ = 0;
  bool silent_, tty_, drawn_ = false;
  std::string what_;
  std::chrono::steady_clock::time_point begun_, drawn_at_;
};

/// From the first call on, SIGINT and SIGTERM no longer end the process at once: they ask it to stop between runs.
void listen_for_stop();
bool stop_requested();

}  // namespace paribus
