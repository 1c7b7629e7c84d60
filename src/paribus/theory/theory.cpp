#include "paribus/theory/theory.hpp"

namespace paribus {

std::string Theory::objection(const Facts& facts, const Words& words) const {
  if (predict(facts, words)) return "";
  for (const std::string& name : needs())
    if (name != "beta" && !facts.contains(name) && !words.contains(name)) return "it needs '" + name + "'";
  const std::string why = silence(words);
  return why.empty() ? "a fact is outside the range where its formula holds" : why;
}

}  // namespace paribus
