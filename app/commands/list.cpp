// paribus list [SORT]: the parts of the house, from the catalogues.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "app/command.hpp"
#include "app/plates.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/dataset.hpp"

namespace paribus {
namespace {

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
      for (const auto& d : built_in_sets()) std::cout << (&d == &built_in_sets().front() ? "" : ", ") << d.name;
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
    for (const auto* p : it->plates) std::cout << text::padded(p->name, widest + 2) << p->summary << (p->source.empty() ? "" : fmt::format("  ({})", p->source)) << '\n';
    return done;
  }

 private:
  static int datasets() {
    for (const auto& d : built_in_sets())
      std::cout << fmt::format("{:<16}{:>6} x {:<4}{:<16}{}{}\n", d.name, d.rows, d.features, d.classes ? fmt::format("{} classes", d.classes) : "number", d.summary,
                               installed(d) ? "" : " (not installed: apt-get install " + d.package + ")");
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> list = entry<Command, List>({"list", "list", "list models, optimizers, metrics, data sets and all other parts"});
}  // namespace parts::commands
}  // namespace paribus
