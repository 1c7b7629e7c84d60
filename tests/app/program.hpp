#pragma once
// The built program, as a user meets it: arguments in, an exit code and two texts out.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace paribus {

namespace fs = std::filesystem;

inline std::string contents(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream{file, std::ios::binary}.rdbuf();
  return out.str();
}

/// An empty folder in which a test's programs work; gone at its end.
class Folder {
 public:
  Folder() {
    std::string name = testing::TempDir() + "paribus_app_XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const { std::ofstream{path_ / name, std::ios::binary} << text; }
  std::string read(const std::string& name) const { return contents(path_ / name); }
  bool has(const std::string& name) const { return fs::exists(path_ / name); }
  /// Everything in it, by relative path.
  std::set<std::string> files() const {
    std::set<std::string> out;
    for (const auto& e : fs::recursive_directory_iterator(path_)) out.insert(fs::relative(e.path(), path_).string());
    return out;
  }

 private:
  fs::path path_;
};

using Words = std::vector<std::string>;

/// A process of the program that has been started.
class Started {
 public:
  Started(const Folder& in, const Words& arguments) : out_{scratch_.path() / "out"}, err_{scratch_.path() / "err"} {
    child_ = fork();
    if (child_ != 0) return;
    if (chdir(in.path().c_str()) != 0) _exit(126);
    dup2(open(out_.c_str(), O_WRONLY | O_CREAT, 0600), 1);
    dup2(open(err_.c_str(), O_WRONLY | O_CREAT, 0600), 2);
    std::vector<char*> argv{const_cast<char*>("paribus")};
    for (const auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    execv(PARIBUS_PROGRAM, argv.data());
    _exit(127);
  }
  ~Started() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    end();
  }
  pid_t id() const { return child_; }
  void send(int signal) const { kill(child_, signal); }
  bool running() {
    if (child_ > 0 && waitpid(child_, &status_, WNOHANG) == child_) child_ = 0;
    return child_ > 0;
  }
  /// Waits for its end: the exit code, or minus the signal that ended it.
  int end() {
    if (child_ > 0) waitpid(child_, &status_, 0);
    child_ = 0;
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
  }
  std::string out() const { return contents(out_); }
  std::string err() const { return contents(err_); }

 private:
  Folder scratch_;
  fs::path out_, err_;
  pid_t child_ = 0;
  int status_ = 0;
};

struct Ended {
  int code;
  std::string out, err;
};

inline Ended run(const Folder& in, const Words& arguments) {
  Started p{in, arguments};
  const int code = p.end();
  return {code, p.out(), p.err()};
}

inline void rest(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

/// A study of a second or less on the smallest data set; its family can reject.
inline std::string study(const std::string& steps = "20", const std::string& more = "") {
  return R"(paribus = 1
title = "Does the optimizer matter?"
[data]
source = "iris"
[model]
mlp.hidden_layer_sizes = [8]
[training]
steps = )" + steps + R"(
[factors]
"model.kind" = ["majority", "logistic_regression", "mlp"]
"optimizer.kind" = ["gradient_descent", "adam"]
"optimizer.learning_rate" = [0.01, 0.1, 1]
[threshold]
definitions = ["bounded"]
steps = 20
[replicates]
count = 8
[answer]
compare = ["optimizer.kind"]
theory = ["stability_limit"]
)" + more;
}

/// A number of the JSON that `status --json` prints.
inline std::string field(const std::string& json, const std::string& name) {
  const auto at = json.find("\"" + name + "\": ");
  if (at == json.npos) return "";
  const auto begin = at + name.size() + 4, end = json.find_first_of(",}", begin);
  return json.substr(begin, end - begin);
}
inline std::string status(const Folder& in, const std::string& name, Words more = {}) {
  Words all{"status", "study.toml", "--json"};
  all.insert(all.end(), more.begin(), more.end());
  return field(run(in, all).out, name);
}

}  // namespace paribus
