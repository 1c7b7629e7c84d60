#include "paribus/study/checks.hpp"

#include <algorithm>
#include <map>

#include "paribus/study/setup.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

template <class Part>
void try_parts(const Catalogue<Part>& all, const std::string& section, const Choices& fixed) {
  for (const auto* e : all) e->make(Settings{fixed, section + "." + std::string(e->name) + "."});
}

/// The choices of a cell at this level of one factor, all else as it is set.
Choices at_level(const Choices& fixed, const Factor& f, const Value& level) {
  Choices out = fixed;
  out[f.address] = level;
  if (!level.where.line) out[f.address].where = f.where;
  return out;
}

/// Whether some run differs between replicates, at each model and each level of another factor beside the first of the rest.
bool any_varies(const Study& s) {
  Choices first = s.fixed;
  for (const auto& f : s.factors) first = at_level(first, f, f.levels.front());
  const auto kinds = std::ranges::find(s.factors, "model.kind", &Factor::address);
  std::vector<Choices> models{first};
  if (kinds != s.factors.end())
    for (const auto& kind : kinds->levels) models.push_back(at_level(first, *kinds, kind));
  return std::ranges::any_of(models, [&](const Choices& model) {
    return std::ranges::any_of(s.factors, [&](const Factor& f) {
      return std::ranges::any_of(f.levels, [&](const Value& level) { return f.address != "model.kind" && varies(s, Setup{at_level(model, f, level)}); });
    }) || varies(s, Setup{model});
  });
}

}  // namespace

void check_parts(const Study& s) {
  Setup{s.fixed};
  try_parts(optimizers(), "optimizer", s.fixed);
  try_parts(models(), "model", s.fixed);
  try_parts(learners(), "model", s.fixed);
  try_parts(designs(), "design", s.fixed);
  try_parts(subjects(), "measure", s.fixed);
  for (const auto& f : s.factors)
    for (const auto& level : f.levels) {
      Choices c = at_level(s.fixed, f, level);
      // A part's setting counts only if the part is chosen.
      const auto dot = f.address.find('.'), second = f.address.find('.', dot + 1);
      const std::string section = f.address.substr(0, dot);
      const std::string part = f.address.substr(dot + 1, second - dot - 1);
      if (second != std::string::npos && (section == "model" || section == "optimizer")) c[section + ".kind"] = {part};
      if (section == "measure") make_subject(part, c);
      Setup{c};
    }
}

void check_time(const Study& s) {
  const auto time = s.fixed.find("data.time");
  if (time == s.fixed.end() || time->second.plain().empty() || s.fixed.contains("data.rows")) return;
  if (s.replicates.split && s.replicates.count > 1)
    throw Error("replicates.vary has \"split\", but data.time decides the parts, the same in every replicate",
                "vary \"start\" or \"batches\" instead, or draw data.rows anew with each split", time->second.where);
}

void check_scored_rows(const Study& s) {
  if (s.replicates.split) return;
  for (const auto& address : s.answer.compare)
    if (address == "data.rows" || address.starts_with("data.split."))
      throw Error("answer.compare names '" + address + "', whose levels are scored on different rows: on one split, the luck of the rows cannot be told from the choice",
                  "add \"split\" to replicates.vary, or leave " + address + " out of answer.compare", s.fixed.at("answer.compare").where);
}

void check_say(const Study& s, std::span<const Run> runs) {
  for (const auto& f : s.factors) {
    std::map<std::string, const Run*> first;   // all levels but this factor's -> the first run of these
    bool pairs = false;
    const bool says = std::ranges::any_of(runs, [&](const Run& r) {
      if (r.replicate != 0 || r.subject != s.measure.kind) return false;
      std::string rest;
      for (const auto& [address, value] : r.levels)
        if (address != f.address) rest += address + "=" + value.text() + "\n";
      const auto [it, fresh] = first.emplace(rest, &r);
      pairs |= !fresh;
      return !fresh && it->second->key != r.key;
    });
    if (pairs && !says)
      throw Error("'" + f.address + "' has no say in any run of this study: all its levels make the same runs",
                  "take it out of [factors], or choose what it is a setting of: `paribus explain " + f.address + "`", f.where);
  }
}

bool varies(const Study& s, const Setup& run) {
  const auto& r = s.replicates;
  if (r.split) return true;
  return run.learner ? r.start && run.learner->draws() : r.start || (r.batches && run.training.batch_size > 0);
}

void check_replicates(const Study& s) {
  if (s.replicates.count < 2 || s.measure.kind != "predict" || any_varies(s)) return;
  const auto asked = s.fixed.find("replicates.count"), vary = s.fixed.find("replicates.vary");
  throw Error("what replicates.vary names has no say in any run of this study: the " + std::to_string(s.replicates.count) +
                  " replicates of a cell would be copies of one run",
              s.answer.compare.empty() ? "add \"split\" to replicates.vary, or write replicates.count = 1"
                                       : "add \"split\" to replicates.vary: conclusions then speak of new data",
              vary != s.fixed.end() ? vary->second.where : asked != s.fixed.end() ? asked->second.where : Where{s.path});
}

}  // namespace paribus
