// The sections of a study file that speak of the study itself.
#include <algorithm>
#include <cmath>

#include "paribus/evidence/judge.hpp"
#include "paribus/model/model.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {

namespace {

std::uint64_t unsigned_of(std::int64_t i) { return static_cast<std::uint64_t>(i); }

std::vector<std::string> with(std::vector<std::string> list, const std::string& word) {
  list.insert(list.begin(), word);
  return list;
}

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<std::string> measured() {
  std::vector<std::string> out{"predict"};
  for (const auto* e : subjects())
    if (!e->make(Settings{})->quantities().empty()) out.emplace_back(e->name);
  return out;
}

std::vector<std::string> both(std::vector<std::string> list, const std::vector<std::string>& more) {
  list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

MeasureSettings::MeasureSettings(const Settings& s)
    : kind{s.word("kind", "predict", measured(), "what is measured of every run; predict: the scores of its predictions")} {}

ThresholdSettings::ThresholdSettings(const Settings& s)
    : definitions{s.words("definitions", {}, {"bounded", "descending"},
                          "measure the largest stable learning rate; bounded: objective at the end <= at the start, never above "
                          "10 times the start; descending: never above the start")},
      tolerance{s.real("tolerance", 0.01, {1e-6, 1}, "share to which the break is bisected")},
      steps_{unsigned_of(s.integer("steps", 300, {1, 1e9}, "full-batch steps of each trial"))} {
  for (const auto& m : names(models()))
    if (const auto own = s.integer(m + ".steps", 0, {0, 1e9}, "steps of each trial for this model; 0: as steps")) own_.emplace_back(m, unsigned_of(own));
}

std::uint64_t ThresholdSettings::steps(const std::string& model) const {
  for (const auto& [name, steps] : own_)
    if (name == model) return steps;
  return steps_;
}

ReplicateSettings::ReplicateSettings(const Settings& s)
    : count{static_cast<std::size_t>(s.integer("count", 10, {1, 1e6}, "runs of every cell"))}, start{}, batches{}, split{}, noise{},
      seed{unsigned_of(s.integer("seed", 1, {0, 9e15}, "names all random streams of the study"))} {
  const auto vary = s.words("vary", {"start", "batches"}, {"start", "batches", "split", "noise"},
                            "what differs between replicates: with \"split\" conclusions speak of new data; noise: that of stochastic flows");
  start = holds(vary, "start"), batches = holds(vary, "batches"), split = holds(vary, "split"), noise = holds(vary, "noise");
}

std::string ReplicateSettings::varied() const {
  std::vector<std::string> what;
  if (start) what.push_back("starts");
  if (batches) what.push_back("batches");
  if (split) what.push_back("splits of the data");
  if (noise) what.push_back("paths of noise");
  if (what.empty()) return "nothing";
  std::string out = "random " + what[0];
  for (std::size_t i = 1; i < what.size(); ++i) out += (i + 1 == what.size() ? " and " : ", ") + what[i];
  return out;
}

AnswerSettings::AnswerSettings(const Settings& s)
    : metric{s.word("metric", "default", with(names(metrics()), "default"), "what is judged; default: accuracy, or r2 for a number")},
      quantity{s.word("quantity", "default", with(quantity_names(), "default"), "what is asked of a study that measures a quantity; default: its subject's first")},
      along{s.word("along", "", {}, "the factor along x of a measured quantity; default: the numeric one of most levels")},
      margin{s.real("margin", 0.01, {0, infinity, false, true}, "the smallest difference that would matter, in the metric's unit; of a measured quantity: the relative miss of a theory that would")},
      level{s.real("level", 0.05, {0, 1, true, true}, "error rate of the whole family of comparisons")},
      target{s.real("target", 0, {}, "score whose first step is reported as steps to the target; of a measured quantity, the value whose place along x is reported; 0: none")},
      compare{s.words("compare", {}, {}, "addresses of the factors whose levels are compared: this declares the family")},
      at{s.word("at", "best on validation", {"best on validation"}, "where levels are compared: each at its own best cell")},
      judge{s.word("judge", "default", with(names(judges()), "default"), "how differences are judged; default: by what varies")},
      reference{s.word("reference", "", {}, "the level that the others are compared with; default: the first")},
      also{s.words("also", {}, both(names(metrics()), quantity_names()), "further metrics to record, or quantities to show")},
      theory{s.words("theory", {}, names(theories()), "theories to draw beside the measurement")},
      baselines{s.words("baselines", {}, names(learners()), "models of their own kind, as [model] sets them, whose scores on the test part stand beside those of the study")} {
  if (target == 0) target = std::nan("");
}

DesignSettings::DesignSettings(const Settings& s)
    : kind{s.word("kind", "grid", names(designs()), "how the cells are chosen")},
      max_runs{unsigned_of(s.integer("max_runs", 1000000, {1, 1e12}, "a study of more runs is refused"))} {}

}  // namespace paribus
