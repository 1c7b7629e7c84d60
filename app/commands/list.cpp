// paribus list [SORT]: the parts of the house, from the catalogues.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "app/command.hpp"
#include "app/plates.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/dataset.hpp"
#include "paribus/learner/learner.hpp"

namespace paribus {
namespace {

/// A model that another program fits, which is not installed.
bool absent(const std::string& name) {
  const auto* learner = find(learners(), name);
  try {
    if (learner) learner->make(Settings{})->engine();
  } catch (const Error&) {
    return true;
  }
  return false;
}

class List final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"sort", "models, optimizers, metrics, datasets, ...; none: the sorts", false}}; }
  int run(const Arguments& a) const override {
    const auto all = shelves();
    const std::string sort = a.one("sort");
    if (sort.empty()) {
      for (const auto& s : all) {
        std::vector<std::string> names;
        for (const auto* p : s.plates) names.emplace_back(p->name);
        std::string line;
        for (const auto& n : names) line += (line.empty() ? "" : ", ") + n;
        std::cout << text::padded(s.name, 12) << line << '\n';
      }
      std::cout << text::padded("datasets", 12);
      for (const auto& d : built_in_sets())
        if (d.package.empty()) std::cout << d.name << ", ";
      std::cout << "and " << std::count_if(built_in_sets().begin(), built_in_sets().end(), [](const BuiltIn& d) { return !d.package.empty(); }) << " of packages";
      std::cout << '\n';
      return done;
    }
    if (sort == "datasets") return datasets();
    std::vector<std::string> known{"datasets"};
    for (const auto& s : all) known.push_back(s.name);
    const auto it = std::find_if(all.begin(), all.end(), [&](const Shelf& s) { return s.name == sort || s.one == sort; });
    if (it == all.end()) throw Error("unknown sort of part '" + sort + "'", suggestion(sort, known));
    std::size_t widest = 0;
    for (const auto* p : it->plates) widest = std::max(widest, p->name.size());
    for (const auto* p : it->plates) std::cout << text::padded(p->name, widest + 2) << p->summary << (p->source.empty() ? "" : fmt::format("  ({})", p->source)) << (it->name == "models" && absent(std::string(p->name)) ? "; not installed" : "") << '\n';
    return done;
  }

 private:
  static int datasets() {
    std::cout << fmt::format("{:<20}{:<13}{:<15}{:>15}  {:<25}{}\n", "name", "subject", "to predict", "rows x features", "package", "what it is; its license");
    std::size_t here = 0, missing = 0;
    for (const auto& d : built_in_sets()) {
      ++(installed(d) ? here : missing);
      std::cout << fmt::format("{:<20}{:<13}{:<15}{:>15}  {:<25}{}; {}{}\n", d.name, d.subject, d.classes ? fmt::format("{} classes", d.classes) : "a number",
                               fmt::format("{} x {}", d.rows, d.features), d.package.empty() ? "(inside)" : (installed(d) ? "" : "- ") + d.package, d.summary, d.licence,
                               d.domains.empty() ? "" : "; natural domains: " + d.domains);
    }
    std::cout << fmt::format("{} of {} are installed. Of those marked - the package is missing: apt-get install --no-install-recommends PACKAGE,\nor, without root, `make data`.\n", here, here + missing);
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> list = entry<Command, List>({"list", "list", "list models, optimizers, metrics, data sets and all other parts"});
}  // namespace parts::commands
}  // namespace paribus
