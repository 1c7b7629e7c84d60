// paribus_bench FOLDER   Reads a job per line, performs it once, answers with one line of JSON.
//   small_mlp seed=3   ->   {"seconds": 0.0152, "wall": 0.0153, "loss": 0.0301, "flops": 2.1e9, ...}
// `about` says which instruction set and peak; a failed job answers {"error": "..."} and the next is read.
#include <charconv>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>

#include "paribus/base/error.hpp"
#include "paribus/math/kernel.hpp"
#include "peak.hpp"
#include "samples.hpp"
#include "work.hpp"

namespace bench {
namespace {

const std::map<std::string, std::function<Answer(const Job&)>> all{
    {"small_mlp", works::small_mlp}, {"wide_mlp", works::wide_mlp}, {"sweep", works::sweep},
    {"threads", works::threads},     {"hessian_product", works::hessian_product},
    {"kmeans", works::kmeans},       {"softmax_lbfgs", works::softmax_lbfgs},
    {"k_means_fit", works::k_means_fit}, {"pca", works::pca},
    {"scaling", works::scaling},     {"side_by_side", works::side_by_side},
    {"gradient_flow", works::gradient_flow}, {"logistic", works::logistic},
    {"least_squares", works::least_squares}, {"ridge_path", works::ridge_path},
    {"lasso_path", works::lasso_path}, {"floor", works::floor},
};

double seconds(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// The most memory that this program has held, in bytes. (Not by getrusage: its mark outlives exec, so a worker would
/// answer with the size of the program that started it.)
double memory() {
  std::ifstream status{"/proc/self/status"};
  for (std::string word; status >> word;)
    if (word == "VmHWM:" && status >> word) return 1024 * std::stod(word);
  return 0;
}

Job job(const std::string& line) {
  std::istringstream in{line};
  Job out;
  in >> out.work;
  for (std::string word; in >> word;) {
    const auto at = word.find('=');
    if (at == std::string::npos) throw paribus::Error("'" + word + "' is no option", "write name=value");
    out.options[word.substr(0, at)] = word.substr(at + 1);
  }
  return out;
}

/// JSON has no infinities.
std::string text(double x) {
  char out[32];
  std::snprintf(out, sizeof out, "%.17g", x);
  return x - x == 0 ? out : "null";
}

std::string perform(const std::string& line) {
  const Job j = job(line);
  if (j.work == "about")
    return "{\"target\": \"" + std::string(paribus::kernel::word(paribus::kernel::target())) + "\", \"float32\": " + text(peak(false)) +
           ", \"float64\": " + text(peak(true)) + ", \"memory\": " + text(memory()) + "}";
  const auto found = all.find(j.work);
  if (found == all.end()) throw paribus::Error("no work '" + j.work + "'");
  const bool float64 = j.word("precision", "float32") == "float64";
  const double before = peak(float64);
  const Answer a = found->second(j);
  std::string out = "{\"seconds\": " + text(a.seconds) + ", \"wall\": " + text(a.wall) + ", \"loss\": " + text(a.loss) +
                    ", \"flops\": " + text(a.flops) + ", \"peak_before\": " + text(before) +
                    ", \"peak_after\": " + text(peak(float64)) + ", \"memory\": " + text(memory());
  for (const auto& [name, value] : a.also) out += ", \"" + name + "\": " + text(value);
  return out + "}";
}

}  // namespace

Stopwatch::Stopwatch() : processor_{seconds(CLOCK_PROCESS_CPUTIME_ID)}, wall_{seconds(CLOCK_MONOTONIC)} {}
Answer Stopwatch::answer(double loss, double flops) const {
  return {seconds(CLOCK_PROCESS_CPUTIME_ID) - processor_, seconds(CLOCK_MONOTONIC) - wall_, loss, flops};
}

double Job::real(const std::string& name, double fallback) const {
  const auto found = options.find(name);
  if (found == options.end()) return fallback;
  const std::string& s = found->second;
  double out = 0;
  const auto [end, problem] = std::from_chars(s.data(), s.data() + s.size(), out);
  if (problem != std::errc{} || end != s.data() + s.size()) throw paribus::Error(name + "=" + s + " is no number");
  return out;
}
std::uint64_t Job::whole(const std::string& name, std::uint64_t fallback) const {
  return static_cast<std::uint64_t>(real(name, static_cast<double>(fallback)));
}
std::string Job::word(const std::string& name, const std::string& fallback) const {
  const auto found = options.find(name);
  return found == options.end() ? fallback : found->second;
}

}  // namespace bench

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "paribus_bench FOLDER   (jobs on stdin, one per line; see bench/bench.py)\n";
    return 2;
  }
  bench::samples_from(words[1]);
  const paribus::kernel::FlushDenormals flush;  // as every worker of a study has it
  for (std::string line; std::getline(std::cin, line);) {
    try {
      std::cout << bench::perform(line) << std::endl;
    } catch (const std::exception& e) {
      std::string what = e.what();
      for (char& c : what)
        if (c == '"' || c == '\\' || c == '\n') c = ' ';
      std::cout << "{\"error\": \"" << what << "\"}" << std::endl;
    }
  }
}
