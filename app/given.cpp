#include "app/given.hpp"

#include <cmath>
#include <filesystem>

#include "paribus/study/setup.hpp"

namespace paribus {

GivenSettings::GivenSettings(const Arguments& a) : arguments_{a} {
  for (const auto& set : a.all("set")) {
    const auto [address, value] = read_set(set);
    all.insert_or_assign(address, value);
  }
}

void GivenSettings::put(const char* option, const char* address, Value value) {
  if (all.contains(address)) throw Error(std::string("--") + option + " and --set " + address + " say the same thing", "keep one of them");
  value.where = {std::string("--") + option + " " + arguments_.one(option)};
  all[address] = std::move(value);
}

void GivenSettings::word(const char* option, const char* address) {
  if (arguments_.has(option)) put(option, address, {arguments_.one(option)});
}

void GivenSettings::whole(const char* option, const char* address, double low, double high) {
  if (!arguments_.has(option)) return;
  const double x = arguments_.number(option, low, low, high);
  if (x != std::floor(x)) throw Error(std::string("--") + option + " " + arguments_.one(option) + " is not a whole number", std::string("write for example --") + option + " 3");
  put(option, address, {static_cast<std::int64_t>(x)});
}

void check_files(const Arguments& a, const std::vector<std::string>& read, const std::vector<std::string>& options) {
  namespace fs = std::filesystem;
  std::error_code none;
  std::vector<std::pair<std::string, fs::path>> taken;   // what it is, and where
  const auto place = [&](const std::string& path) {
    const fs::path whole = fs::weakly_canonical(fs::absolute(path, none), none);
    return whole.has_filename() ? whole : whole.parent_path();   // "p/" is p
  };
  for (const auto& path : read)
    if (fs::is_regular_file(path, none)) taken.emplace_back("a file that is read", place(path));
  if (a.has("page")) {
    const fs::path page = place(a.one("page"));
    taken.insert(taken.end(), {{"the folder of --page", page}, {"a file of --page", page / "page.html"}, {"among the figures of --page", page / "figures"}});
  }
  for (const auto& option : options) {
    if (!a.has(option)) continue;
    const std::string path = a.one(option), says = "--" + option + " " + path;
    const fs::path folder = fs::path(path).parent_path();
    const bool made = a.has("page") && place(folder.string()) == place(a.one("page"));   // by then
    if (!folder.empty() && !made && !fs::is_directory(folder, none)) throw Error("there is no folder '" + folder.string() + "'", "make it, or name another", {says});
    if (fs::exists(path, none) && !fs::is_regular_file(path, none)) continue;
    for (const auto& [what, where] : taken)
      if (where == place(path) || (where.filename() == "figures" && where == place(path).parent_path())) throw Error("this is " + what + ", which would be lost", "name another file", {says});
    taken.emplace_back("the file of --" + option, place(path));
  }
}

}  // namespace paribus
