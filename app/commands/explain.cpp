// paribus explain NAME: what a part, a quantity, a data set or a setting is, exactly, and how to study it in three lines.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "app/command.hpp"
#include "app/levels.hpp"
#include "app/plates.hpp"
#include "paribus/base/text.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

void print(const Address& a) {
  std::cout << fmt::format("{}\n  {}\n  default {}", a.address, a.ask.meaning, a.ask.fallback.text());
  if (a.ask.kind == Ask::Kind::real || a.ask.kind == Ask::Kind::integer || a.ask.kind == Ask::Kind::integers) std::cout << "; legal: " << a.ask.range.text();
  if (!a.ask.words.empty()) {
    std::cout << "; one of";
    for (const auto& w : a.ask.words) std::cout << ' ' << w;
  }
  std::cout << "\n";
}

class Explain final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"name", "a part (\"momentum\"), a quantity (\"sharpness\"), a data set or a setting (\"optimizer.momentum.beta\")"}}; }
  int run(const Arguments& a) const override {
    const std::string name = a.one("name"), address = canonical_address(name);
    if (const auto* found = find_address(address)) return setting(*found);
    std::vector<std::string> known, alike;
    bool found = false;
    for (const auto& shelf : shelves())
      for (const auto* p : shelf.plates) {
        known.emplace_back(p->name);
        if (!named(*p, name)) continue;
        found = true;
        part(shelf, *p);
      }
    for (const auto* e : subjects())
      for (const auto& q : e->make(Settings{})->quantities()) {
        known.push_back(q.name);
        if (q.name != name) continue;
        found = true;
        quantity(e->name, q);
      }
    for (const auto& set : built_in_sets()) {
      known.push_back(set.name);
      if (set.name != name) continue;
      found = true;
      data_set(set);
    }
    if (found) return done;
    for (const auto& s : manual()) {
      known.push_back(s.address);
      if (s.address.ends_with("." + name)) alike.push_back(s.address);
    }
    if (alike.size() == 1) return setting(*find_address(alike[0]));
    if (!alike.empty()) throw Error("'" + name + "' is a setting of several parts", "name one: " + text::list(alike));
    throw Error("nothing is called '" + name + "'", suggestion(name, known));
  }

 private:
  static int setting(const Address& a) {
    print(a);
    if (const std::string levels = levels_to_try(a.ask); !levels.empty() && may_be_factor(a.address))
      std::cout << fmt::format("  to study it:\n  [factors]\n  \"{}\" = {}\n", a.address, levels);
    return done;
  }
  static void data_set(const BuiltIn& d) {
    std::cout << fmt::format("{} (data set): {}\n  {} rows, {} features, {}\n  source   {}\n  license  {}\n", d.name, d.summary, d.rows, d.features,
                             d.classes ? fmt::format("{} classes", d.classes) : "a number to predict", d.origin, d.licence);
    if (!d.package.empty()) std::cout << fmt::format("  package  {} ({})\n", d.package, installed(d) ? "installed" : "not installed: apt-get install --no-install-recommends " + d.package);
    if (!d.domains.empty()) std::cout << fmt::format("  domains  {}\n", d.domains);
    std::cout << fmt::format("  to study it:\n  [data]\n  source = \"{}\"\n", d.name);
  }
  static void quantity(std::string_view subject, const Quantity& q) {
    std::cout << fmt::format("{} (quantity of {}): {}\n  {}\n", q.name, subject, q.label, q.meaning);
    if (!q.sought.empty()) std::cout << "  an answer says where it is " << word(q.seek) << '\n';
    std::cout << fmt::format("  to study it:\n  [measure]\n  kind = \"{}\"\n  [answer]\n  quantity = \"{}\"\n", subject, q.name);
  }
  static void part(const Shelf& shelf, const Plate& p) {
    std::cout << fmt::format("{} ({}): {}\n", p.name, shelf.one, p.summary);
    if (!p.formula.empty()) std::cout << "  formula  " << p.formula << '\n';
    if (!p.source.empty()) std::cout << "  source   " << p.source << '\n';
    if (!p.aliases.empty()) std::cout << "  also     " << p.aliases << '\n';
    if (shelf.section.empty()) return;
    const std::string prefix = shelf.section + "." + std::string(p.name) + ".";
    for (const auto& s : manual())
      if (s.address.starts_with(prefix)) print(s);
    if (shelf.one == "subject")
      for (const auto& q : get(subjects(), p.name, "subject").make(Settings{})->quantities())
        std::cout << fmt::format("answer.quantity = \"{}\"\n  {}: {}\n", q.name, q.label, q.meaning);
    const auto* choice = find_address(shelf.section + ".kind");
    std::string word = "kind";
    if (!choice) choice = find_address(shelf.section + ".method"), word = "method";
    const auto& kinds = choice->ask.words;
    if (std::find(kinds.begin(), kinds.end(), p.name) == kinds.end()) return;  // no study chooses it
    std::cout << "  to study it:\n  [" << shelf.section << "]\n  " << word << " = \"" << p.name << "\"\n";
    if (shelf.section == "optimizer") std::cout << "  [factors]\n  \"optimizer.learning_rate\" = { from = 0.001, to = 1, scale = \"log\", levels = 7 }\n";
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> explain = entry<Command, Explain>({"explain", "explain", "formula, meaning, source and settings of a part, a quantity, a data set or a setting"});
}  // namespace parts::commands
}  // namespace paribus
