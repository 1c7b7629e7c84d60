#include "paribus/theory/formula.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "paribus/base/text.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& s) { return "'" + s + "'"; }

std::string check_word(const Need& need, const Words& words, Given& given) {
  const auto it = words.find(need.name);
  if (it == words.end() && !need.absent) return "it needs the word " + quoted(need.name);
  const std::string& word = it == words.end() ? *need.absent : it->second;
  if (!need.words.empty() && word != need.absent &&
      std::find(need.words.begin(), need.words.end(), word) == need.words.end())
    return "its formula is for the " + need.name + " " + text::list(need.words) + ", not for " + quoted(word);
  given.words[need.name] = word;
  return "";
}

std::string check_numbers(const Need& need, const Facts& facts, Given& given) {
  const auto it = facts.find(need.name);
  if (it == facts.end() && !need.otherwise) return "it needs the fact " + quoted(need.name);
  const Vector& values = it == facts.end() ? given.facts[need.name] = {*need.otherwise} : it->second;
  if (values.empty() || (!need.list && values.size() != 1))
    return "the fact " + quoted(need.name) + " has " + std::to_string(values.size()) + " numbers where " +
           (need.list ? "one or more are" : "one is") + " needed";
  if (!need.as_long_as.empty() && given.facts.contains(need.as_long_as) &&
      values.size() != given.all(need.as_long_as).size())
    return quoted(need.name) + " and " + quoted(need.as_long_as) + " differ in length";
  for (const double x : values) {
    if (!need.range.holds(x)) return quoted(need.name) + " is " + shortest(x) + ", outside " + need.range.text();
    if (need.whole && x != std::floor(x)) return quoted(need.name) + " is " + shortest(x) + ", no whole number";
  }
  if (need.ascending && !std::is_sorted(values.begin(), values.end(), std::less_equal<>{}))
    return quoted(need.name) + " is not ascending";
  given.facts[need.name] = values;
  return "";
}

}  // namespace

Need number(std::string name, Range range) { return {std::move(name), range}; }
Need number(std::string name, Range range, double otherwise) {
  Need n{std::move(name), range};
  n.otherwise = otherwise;
  return n;
}
Need numbers(std::string name, Range range, std::string as_long_as) {
  return {std::move(name), range, true, std::move(as_long_as)};
}
Need whole(Need n) {
  n.whole = true;
  return n;
}
Need ascending(Need n) {
  n.ascending = true;
  return n;
}
Need word(std::string name, std::vector<std::string> legal) {
  return {std::move(name), {}, false, "", std::move(legal)};
}
Need word(std::string name, std::vector<std::string> legal, std::string otherwise) {
  return {std::move(name), {}, false, "", std::move(legal), std::move(otherwise)};
}

Need optimizer_if_known() { return word("optimizer", {}, ""); }

void judge_optimizer(const Given& g, std::string_view own, Prediction& p) {
  const std::string& optimizer = g.words.at("optimizer");
  p.assumption = optimizer.empty() ? Prediction::Assumption::unknown
                 : optimizer == own ? Prediction::Assumption::met
                                    : Prediction::Assumption::broken;
  if (p.assumption == Prediction::Assumption::broken)
    p.why = "it is about " + std::string(own) + ", and the optimizer is " + quoted(optimizer);
}

Need field_if_it_bends() { return word("field", {"smooth", "bends"}, "smooth"); }

bool bends(const Given& g, Prediction& p) {
  if (g.is("field", "smooth")) return false;
  p.assumption = Prediction::Assumption::broken;
  p.why = "the field bends where units switch on (ReLU): between corners it is smooth, and steps meet many";
  return true;
}

void judge_flow(const Given& g, Prediction& p) {
  if (!g.is("optimizer", "gradient_descent")) return judge_optimizer(g, "gradient_flow", p);
  p.assumption = Prediction::Assumption::unknown;
  p.why += "; gradient descent follows the flow only as far as its steps are short";
}

std::string_view name_of(Prediction::Kind kind) {
  constexpr std::array<std::string_view, 5> names{"equality", "upper", "lower", "law", "trend"};
  return names[static_cast<std::size_t>(kind)];
}

std::string Formulary::decide(const Facts& facts, const Words& words, std::optional<Prediction>& out) const {
  const auto asked = words.find("quantity"), kind = words.find("kind");
  const std::string quantity = asked == words.end() ? std::string(foretells()) : asked->second;
  std::string nearest;  // the objection of the formula that lacks least
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const Formula& f : formulas_) {
    if (f.quantity != quantity || (kind != words.end() && kind->second != name_of(f.kind))) continue;
    Given given;
    std::string objection;
    std::size_t lacking = 0;
    for (const Need& need : f.needs) {
      const bool is_word = !need.words.empty() || need.absent;
      const std::string lack = is_word ? check_word(need, words, given) : check_numbers(need, facts, given);
      // A formula for another word is about another case, whatever facts are there.
      if (!lack.empty()) lacking += is_word && words.contains(need.name) ? f.needs.size() : 1;
      if (objection.empty()) objection = lack;
    }
    if (objection.empty()) {
      Prediction p{f.quantity, {}, f.kind, Prediction::Assumption::unknown, f.assumption, f.text};
      objection = f.values(given, p);
      if (objection.empty() && (p.values.empty() || !all_finite(p.values)))
        objection = "its value is outside the numbers";
      if (objection.empty()) {
        out = std::move(p);
        return "";
      }
    }
    if (lacking < least) nearest = objection, least = lacking;
  }
  if (!nearest.empty()) return nearest;
  std::vector<std::string> known;
  for (const Formula& f : formulas_)
    if (std::find(known.begin(), known.end(), f.quantity) == known.end()) known.push_back(f.quantity);
  return "it foretells " + text::list(known) + ", not " + quoted(quantity) +
         (kind == words.end() ? "" : " of the kind " + quoted(kind->second));
}

std::vector<std::string> Formulary::needs() const {
  std::vector<std::string> all;
  for (const Formula& f : formulas_)
    for (const Need& need : f.needs)
      if (std::find(all.begin(), all.end(), need.name) == all.end()) all.push_back(need.name);
  return all;
}

std::optional<Prediction> Formulary::predict(const Facts& facts, const Words& words) const {
  std::optional<Prediction> p;
  decide(facts, words, p);
  return p;
}

std::string Formulary::objection(const Facts& facts, const Words& words) const {
  std::optional<Prediction> p;
  return decide(facts, words, p);
}

std::string Formulary::silence(const Words&) const {
  return "a fact that it needs is missing or outside its range; it needs " + text::list(needs());
}

}  // namespace paribus
