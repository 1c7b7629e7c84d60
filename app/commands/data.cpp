// paribus data describe FILE: what a table holds.
#include <iostream>

#include "app/command.hpp"
#include "paribus/data/describe.hpp"

namespace paribus {
namespace {

class Data final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"what", "describe"}, {"file", "a built-in set or a file"}}; }
  std::vector<Option> options() const override { return {{"target", "COLUMN", "the column to predict; default: the last"}}; }
  int run(const Arguments& a) const override {
    if (a.one("what") != "describe") throw Error("unknown word '" + a.one("what") + "' after data", "write paribus data describe FILE");
    std::cout << describe(load(a.one("file"), a.one("target")));
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> data = entry<Command, Data>({"data", "data", "describe a data set: paribus data describe FILE"});
}  // namespace parts::commands
}  // namespace paribus
