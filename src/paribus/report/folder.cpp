#include <filesystem>

#include "paribus/base/error.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/report/page.hpp"

namespace paribus {

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
