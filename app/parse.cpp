// Command lines by CLI11, from what the commands declare.
#include <CLI/CLI.hpp>

#include <charconv>
#include <iostream>

#include "app/command.hpp"
#include "paribus/base/numerics.hpp"
#include "paribus/base/text.hpp"

namespace paribus {

std::string Arguments::one(const std::string& name, const std::string& fallback) const {
  const auto it = given.find(name);
  return it == given.end() || it->second.empty() ? fallback : it->second.back();
}

std::vector<std::string> Arguments::all(const std::string& name) const {
  const auto it = given.find(name);
  return it == given.end() ? std::vector<std::string>{} : it->second;
}

double Arguments::number(const std::string& name, double fallback, double low, double high) const {
  if (!has(name)) return fallback;
  const std::string text = one(name);
  double x = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (problem != std::errc{} || end != text.data() + text.size() || !(x >= low && x <= high))
    throw Error("--" + name + " " + text + " is not a number from " + shortest(low) + " to " + shortest(high), "write for example --" + name + " " + shortest(low < 2 && high >= 2 ? 2 : low));
  return x;
}

namespace {

struct Bound {
  const Entry<Command>* entry;
  std::unique_ptr<const Command> command;
  CLI::App* app;
  std::map<std::string, std::string> takes;
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, bool> flags;
};

void bind(Bound& b) {
  for (const auto& t : b.command->takes()) {
    auto* o = b.app->add_option(std::string(t.name), b.takes[std::string(t.name)], std::string(t.meaning));
    if (t.required) o->required();
  }
  for (const auto& o : b.command->options()) {
    const std::string name(o.name), flag = (o.letter ? std::string{'-', o.letter, ','} : "") + "--" + name;
    if (o.value.empty()) b.app->add_flag(flag, b.flags[name], std::string(o.meaning));
    else b.app->add_option(flag, b.values[name], std::string(o.meaning))->type_name(std::string(o.value))->expected(1)->take_all()->allow_extra_args(false);
  }
}

int execute(const Bound& b) {
  Arguments a;
  for (const auto& [name, word] : b.takes)
    if (!word.empty()) a.given[name] = {word};
  for (const auto& [name, list] : b.values)
    if (!list.empty()) a.given[name] = list;
  for (const auto& [name, on] : b.flags)
    if (on) a.given[name] = {"true"};
  return b.command->run(a);
}

int complain(const std::string& message, int code) {
  std::cerr << "paribus: " << text::printable(message) << '\n';
  return code;
}

/// An unknown command or option is answered with the nearest known one.
int mistaken(const CLI::ParseError& e, const std::vector<std::string>& known, int argc, char** argv) {
  if (argc > 1 && argv[1][0] != '-' && std::find(known.begin(), known.end(), argv[1]) == known.end())
    return complain("unknown command '" + std::string(argv[1]) + "'; " + suggestion(argv[1], known), mistake);
  return complain(std::string(e.what()) + "; see paribus " + (argc > 1 && argv[1][0] != '-' ? std::string(argv[1]) + " " : "") + "--help", mistake);
}

}  // namespace

int run_program(int argc, char** argv) {
  CLI::App app{"Paribus changes one mathematical choice of a model, keeps all else equal, and tells whether it matters.", "paribus"};
  app.set_version_flag("--version", std::string("paribus ") + program_version + ", numerics version " + std::to_string(numerics_version));
  app.require_subcommand(1);
  std::vector<Bound> bound;
  for (const auto* e : commands()) bound.push_back({e, e->make(Settings{}), app.add_subcommand(std::string(e->name), std::string(e->summary)), {}, {}, {}});
  for (auto& b : bound) bind(b);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);
    if (argc == 1) {
      std::cout << app.help();
      return mistake;
    }
    return mistaken(e, names(commands()), argc, argv);
  }
  for (const auto& b : bound)
    if (b.app->parsed()) {
      try {
        const int code = execute(b);
        std::cout.flush();
        return std::cout ? code : complain("the output could not be written (is the disk full?)", failed);
      } catch (const Error& e) {
        return complain(e.what(), mistake);
      } catch (const std::bad_alloc&) {
        return complain("out of memory; take fewer threads or a smaller study", failed);
      } catch (const std::exception& e) {
        return complain(std::string("unexpected: ") + e.what() + "; what was finished is kept, run the same command again", failed);
      }
    }
  return mistake;
}

}  // namespace paribus
