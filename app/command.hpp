#pragma once
// A command of the program: what it takes and what it does. Help, parsing and completion follow from this.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "paribus/base/catalogue.hpp"

namespace paribus {

/// Exit codes.
enum Exit { done = 0, refuted = 1, mistake = 2, failed = 3 };

struct Take {                       ///< a positional argument
  std::string_view name, meaning;
  bool required = true;
};

struct Option {
  std::string_view name;            ///< "threads": given as --threads
  std::string_view value;           ///< "N"; empty: a flag
  std::string_view meaning;
  bool many = false;                ///< may be given more than once
  char letter = 0;                  ///< 'o': given as -o too
};

/// What the user typed.
class Arguments {
 public:
  std::map<std::string, std::vector<std::string>> given;   ///< by the name of a take or an option; a flag has {"true"}
  bool has(const std::string& name) const { return given.contains(name); }
  std::string one(const std::string& name, const std::string& fallback = "") const;
  std::vector<std::string> all(const std::string& name) const;
  double number(const std::string& name, double fallback, double low, double high) const;   ///< throws Error
};

class Command {
 public:
  virtual ~Command() = default;
  virtual std::vector<Take> takes() const { return {}; }
  virtual std::vector<Option> options() const { return {}; }
  virtual int run(const Arguments&) const = 0;
};
const Catalogue<Command>& commands();

/// Parses the command line and runs the command; every Error becomes a message on stderr and an exit code.
int run_program(int argc, char** argv);

// Options that several commands share.
inline constexpr Option set_option{"set", "ADDRESS=VALUE", "change a setting of the study (may be given more than once)", true};
inline constexpr Option replicates_option{"replicates", "N", "number of replicates; +N adds to the file's"};
inline constexpr Option threads_option{"threads", "N", "cores to use; default: all of this process"};
inline constexpr Option store_option{"store", "FILE", "where runs are kept; default: runs.db in the results folder"};
inline constexpr Option out_option{"out", "FOLDER", "results folder; default: results/<study>"};
inline constexpr Option quiet_option{"quiet", "", "print nothing but errors"};
inline constexpr Option json_option{"json", "", "print the answer as JSON"};

}  // namespace paribus
