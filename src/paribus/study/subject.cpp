#include "paribus/study/subject.hpp"

#include <algorithm>

namespace paribus {

std::vector<Result> RunByRun::perform(const Study& study, Preparations& shared, std::span<const Run* const> runs) const {
  std::vector<Result> out;
  for (const Run* run : runs) out.push_back(one(study, shared, *run));
  return out;
}

std::unique_ptr<const Subject> make_subject(const std::string& name, const Choices& all) {
  return get(subjects(), name, "subject").make(Settings{all, "measure." + name + "."});
}

std::vector<std::string> quantity_names(const std::string& subject) {
  std::vector<std::string> out;
  for (const auto* e : subjects())
    if (subject.empty() || e->name == subject)
      for (const auto& q : e->make(Settings{})->quantities()) out.push_back(q.name);
  return out;
}

void check_question(const Study& s) {
  const auto where = [&](const char* address) {
    const auto it = s.fixed.find(address);
    return it == s.fixed.end() ? Where{s.path} : it->second.where;
  };
  const bool predicts = s.measure.predicts();
  auto asked = s.answer.also;
  if (s.answer.quantity != "default") asked.push_back(s.answer.quantity);
  const auto known = predicts ? names(metrics()) : quantity_names(s.measure.kind);
  for (const auto& a : asked)
    if (std::find(known.begin(), known.end(), a) == known.end())
      throw Error("answer asks for '" + a + "', which " +
                      (predicts ? "is no score of a prediction" : s.measure.kind + " does not measure"),
                  predicts ? "name the subject that measures it: measure.kind" : suggestion(a, known),
                  where(a == s.answer.quantity ? "answer.quantity" : "answer.also"));
  if (!s.answer.along.empty() &&
      std::none_of(s.factors.begin(), s.factors.end(), [&](const Factor& f) { return f.address == s.answer.along; }))
    throw Error("answer.along names '" + s.answer.along + "', which is not a factor", "name a numeric one of [factors]",
                where("answer.along"));
  for (const auto& b : s.answer.baselines)
    if (std::ranges::count(s.answer.baselines, b) > 1) throw Error("answer.baselines names '" + b + "' twice", "keep one of them", where("answer.baselines"));
  if (predicts) return;
  if (!s.answer.baselines.empty())
    throw Error("answer.baselines are scores of predictions, and this study measures " + s.measure.kind, "take them out", where("answer.baselines"));
  if (!s.threshold.definitions.empty())
    throw Error("[threshold] belongs to a study of predictions, and this one measures " + s.measure.kind,
                "take one of them out", where("threshold.definitions"));
  if (!s.answer.compare.empty())
    throw Error("answer.compare judges scores of predictions, and this study measures " + s.measure.kind,
                "take it out: slopes and misses of theory come with intervals of their own", where("answer.compare"));
}

}  // namespace paribus
