#include "paribus/evidence/judge.hpp"

#include "paribus/base/text.hpp"

namespace paribus {

std::string_view word(Population p) {
  return p == Population::starts ? "random starts, on this split" : "new data of this kind";
}

namespace {

std::string quoted(std::string_view s) { return "'" + std::string(s) + "'"; }

/// The judges that speak of this population: the advice to who chose another.
std::string fitting(Population p) {
  std::vector<std::string> out;
  for (const auto* e : judges())
    if (e->make({})->population() == p) out.push_back(quoted(e->name));
  return text::list(out);
}

/// The fewest blocks that let the family reject at its level; 0 if no number up to 1000 does.
std::size_t blocks_needed(const Judge& judge, std::size_t comparisons, double level) {
  for (std::size_t blocks = 2; blocks <= 1000; ++blocks)
    if (judge.smallest_p(blocks, comparisons) <= level) return blocks;
  return 0;
}

}  // namespace

void check_family(const Entry<Judge>& entry, Population varied, std::size_t blocks, std::size_t comparisons, double level) {
  const auto judge = entry.make({});
  if (judge->population() != varied) {
    const std::string mistake = varied == Population::new_data
        ? ", but the split varies too: its differences share training rows and are no independent draws"
        : ", but the split stays as it is: nothing measured here speaks of other data";
    throw Error("judge " + quoted(entry.name) + " speaks of " + std::string(word(judge->population())) + mistake,
                "use " + fitting(varied));
  }
  if (comparisons == 0) throw Error("the family of comparisons is empty", "compare a factor of at least two levels");
  const double smallest = judge->smallest_p(blocks, comparisons);
  if (smallest <= level) return;
  const std::size_t needed = blocks_needed(*judge, comparisons, level);
  throw Error("this family cannot reject: with " + std::to_string(blocks) + (blocks == 1 ? " block" : " blocks") + " and " +
                  std::to_string(comparisons) + (comparisons == 1 ? " comparison" : " comparisons") +
                  ", the smallest corrected p of " + quoted(entry.name) + " is " + shortest(smallest) +
                  ", above the level " + shortest(level),
              needed > blocks ? "take at least " + std::to_string(needed) + " blocks (replicates, datasets)"
                              : "choose a larger level");
}

}  // namespace paribus
