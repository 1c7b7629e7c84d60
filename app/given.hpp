#pragma once
// What a command was given, before it does anything: settings, and files that must not be each other.

#include "app/command.hpp"
#include "paribus/base/choices.hpp"

namespace paribus {

/// The settings of --set, and of options that stand for one.
class GivenSettings {
 public:
  explicit GivenSettings(const Arguments&);
  /// The option's word, or its whole number, as the setting of that address. Throws Error: --set says it, too; no whole
  /// number, or one outside [low, high].
  void word(const char* option, const char* address);
  void whole(const char* option, const char* address, double low, double high);
  Choices all;

 private:
  void put(const char* option, const char* address, Value);
  const Arguments& arguments_;
};

/// Throws Error if a file that one of these options writes is read by the command, is written by two of them, or lies in a
/// folder that is not there. What is no regular file (/dev/null, a pipe) may be several.
void check_files(const Arguments&, const std::vector<std::string>& read, const std::vector<std::string>& options);

}  // namespace paribus
