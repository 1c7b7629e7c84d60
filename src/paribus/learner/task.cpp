// A learner of one task, and a target of the other.
#include "paribus/base/text.hpp"
#include "paribus/data/classes.hpp"
#include "paribus/learner/learner.hpp"

namespace paribus {

void check_task(const std::string& learner, Task known, const Prepared& data, const std::string& instead) {
  if (data.task == known) return;
  const std::string target = ", but the target '" + text::printable(data.target) + "' is ";
  if (known == Task::classification) throw Error(learner + " predicts classes" + target + "a number", instead);
  throw Error(learner + " predicts a number" + target + "a class",
              (numbers_as_names(data.classes) ? "write data.target_type = \"number\" to read it as a number, or " : "") + instead);
}

}  // namespace paribus
