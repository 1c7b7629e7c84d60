#include "app/folder.hpp"

#include <sys/utsname.h>

#include <filesystem>
#include <fstream>

#include "paribus/base/error.hpp"
#include "paribus/base/numerics.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/math/kernel.hpp"
#include "paribus/report/export.hpp"
#include "paribus/report/page.hpp"

namespace paribus {

namespace fs = std::filesystem;

void check_writable(const std::string& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) throw Error("cannot make the folder '" + folder + "': " + problem.message(), "name another folder");
  const std::string probe = folder + "/.writable";
  write_whole(probe, "");
  fs::remove(probe, problem);
}

void write_results(const std::string& folder, const Answer& a, const Results& results, const std::string& study) {
  check_writable(folder);
  write_page(a, folder);
  write_whole(folder + "/runs.csv", csv(results));
  if (!study.empty()) write_whole(folder + "/study.toml", study);
}

void describe_host(Answer::Ran& ran) {
  utsname host{};
  uname(&host);
  std::ifstream cpu{"/proc/cpuinfo"};
  std::string name = host.machine;
  for (std::string line; std::getline(cpu, line);)
    if (line.starts_with("model name")) {
      name = line.substr(line.find(':') + 2) + ", " + host.machine;
      break;
    }
  ran.host = name + ", " + host.sysname;
  ran.version = program_version;
  ran.numerics = std::to_string(numerics_version) + " (" + std::string(kernel::word(kernel::target())) + ")";
}

}  // namespace paribus
