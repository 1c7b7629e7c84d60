#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "paribus/base/error.hpp"
#include "paribus/report/page.hpp"

namespace paribus {

void write_whole(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  const auto fail = [&] {
    const std::string why = errno ? std::strerror(errno) : "unknown cause";
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    throw Error("cannot write '" + path + "' (" + why + ")", "choose another folder, or free space and rights there");
  };
  errno = 0;
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    if (!out) fail();
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();  // a full disk may speak up only here
    if (!out) fail();
  }
  std::error_code problem;
  std::filesystem::rename(part, path, problem);
  if (problem) {
    errno = problem.value();
    fail();
  }
}

void write_page(const Answer& a, const std::string& folder) {
  std::error_code problem;
  const std::string figure_folder = folder + "/figures";
  std::filesystem::create_directories(figure_folder, problem);
  if (problem)
    throw Error("cannot make the folder '" + figure_folder + "' (" + problem.message() + ")",
                "choose another folder, or mend its rights");
  for (const auto& d : drawings(a)) write_whole(figure_folder + "/" + d.id + ".vl.json", standalone(d, a).indented());
  write_whole(folder + "/page.html", page(a));
}

}  // namespace paribus
