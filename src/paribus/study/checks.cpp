#include "paribus/study/checks.hpp"

#include <algorithm>

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
