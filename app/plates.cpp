#include "app/plates.hpp"

#include "app/command.hpp"
#include "paribus/cluster/clustering.hpp"
#include "paribus/design/design.hpp"
#include "paribus/evidence/judge.hpp"
#include "paribus/flow/integrator.hpp"
#include "paribus/learner/probe.hpp"
#include "paribus/objective/problem.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {

namespace {

template <class Part>
Shelf shelf(std::string name, std::string one, std::string section, const Catalogue<Part>& all) {
  Shelf out{std::move(name), std::move(one), std::move(section), {}};
  for (const auto* e : all) out.plates.push_back(e);
  return out;
}

}  // namespace

std::vector<Shelf> shelves() {
  Shelf models_and_learners = shelf("models", "model", "model", models());
  for (const auto* e : learners()) models_and_learners.plates.push_back(e);
  return {models_and_learners,
          shelf("losses", "loss", "", losses()),
          shelf("optimizers", "optimizer", "optimizer", optimizers()),
          shelf("integrators", "integrator", "", integrators()),
          shelf("metrics", "metric", "", metrics()),
          shelf("theories", "theory", "", theories()),
          shelf("judges", "judge", "", judges()),
          shelf("designs", "design", "design", designs()),
          shelf("problems", "problem", "", problems()),
          shelf("readers", "reader", "", readers()),
          shelf("subjects", "subject", "measure", subjects()),
          shelf("probes", "probe", "", probes()),
          shelf("clusterings", "clustering", "measure.cluster", clusterings()),
          shelf("figures", "figure", "", figures()),
          shelf("commands", "command", "", commands())};
}

}  // namespace paribus
