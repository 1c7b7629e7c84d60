// paribus flow MODEL DATA: one model on one data set, optimizers beside the gradient flow that they discretize.
#include <cmath>
#include <filesystem>
#include <iostream>

#include "app/command.hpp"
#include "app/console.hpp"
#include "app/folder.hpp"
#include "app/portrait.hpp"
#include "app/spectra.hpp"
#include "paribus/base/text.hpp"
#include "paribus/learner/divisor.hpp"
#include "paribus/report/page.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/table.hpp"
#include "paribus/study/preparations.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

constexpr std::size_t points = 160;  // of every track

/// The one cell and replicate that these words describe. Data of more rows are cut, since every evaluation of the flow
/// takes all of them; and a flow is solved in float64.
Study study_of_flow(const Arguments& a) {
  const std::string model{get(models(), a.one("model"), "model").name};
  std::vector<std::string> sets{"model.kind=" + model, "data.source=" + a.one("data"), "data.rows=500",
                                "model." + model + ".precision=float64"};
  if (a.has("target")) sets.push_back("data.target=" + a.one("target"));
  for (const auto& s : a.all("set")) sets.push_back(s);
  return parse_study("paribus = 1\ntitle = \"How does training follow its flow?\"\n", "flow", sets);
}

/// A default rate is such that a step takes the time h of the flow: h itself, with momentum beta h (1 - beta). Adam's
/// step is not measured by the gradient; a hundredth of h keeps it near.
std::vector<OptimizerSettings> optimizers_of(const Arguments& a, const Study& study, double h) {
  auto kinds = a.all("optimizer");
  if (kinds.empty()) kinds = {"gradient_descent", "momentum", "adam"};
  if (kinds.size() > 8) throw Error("more than eight optimizers cannot be told apart in one figure", "name fewer");
  std::vector<OptimizerSettings> out;
  for (const auto& kind : kinds) {
    Choices c = study.fixed;
    c["optimizer.kind"] = {std::string(get(optimizers(), kind, "optimizer").name)};
    c["optimizer.learning_rate"] = {h};
    if (!a.has("learning-rate"))
      c["optimizer.learning_rate"] = {h / clock_rate(OptimizerSettings{c}) / (kind == "adam" ? 100 : 1)};
    out.emplace_back(c);
  }
  return out;
}

/// Half of gradient descent's stability limit 2/lambda at the start, to one figure, rounded down.
double cautious_rate(double lambda) {
  if (!(lambda > 0))
    throw Error("at the start the loss curves up in no direction, so no learning rate follows from it",
                "give one with --learning-rate");
  const double ten = std::pow(10, std::floor(std::log10(1 / lambda)));
  return std::floor(1 / lambda / ten) * ten;
}

/// The largest curvature at which it is stable, 2/rate and its kin; NaN: theory knows none.
double edge(const OptimizerSettings& o) {
  Facts facts{{"learning_rate", {o.learning_rate}}};
  for (const char* name : {"beta", "beta1"})
    if (const double b = setting(o, name); !std::isnan(b)) facts[name] = {b};
  const auto p = get(theories(), "edge_of_stability", "theory").make(Settings{})->predict(facts, {{"optimizer", o.kind}});
  return p ? p->values.at(0) : std::nan("");
}

void describe(Answer& a, const Study& study, Preparations& shared, const Setup& setup,
              std::span<const OptimizerSettings> chosen) {
  const auto set = shared.dataset(setup.data);
  const auto data = shared.prepared(setup, 0);
  a.title = study.title;
  a.data = {set->name,
            data->target,
            set->provenance.origin,
            set->provenance.licence,
            set->provenance.sha256,
            data->train.size() + data->validation.size() + data->test.size(),
            set->features(),
            data->classes.size(),
            data->train.size(),
            data->validation.size(),
            data->test.size(),
            data->notes};
  a.portrait.model = text::lower_first(std::string(get(models(), setup.kind, "model").label));
  a.series.address = "optimizer.kind", a.series.label = "optimizer";
  for (const auto& o : chosen) {
    a.series.levels.push_back(o.kind);
    a.series.labels.emplace_back(get(optimizers(), o.kind, "optimizer").label);
  }
  for (std::size_t i = 0; i < chosen.size(); ++i) a.portrait.tracks.at(i + 1).edge = edge(chosen[i]);
  a.plan.runs = chosen.size();
  a.plan.seed = study.replicates.seed;
  describe_host(a.ran);
}

std::string table_of(const Answer& a) {
  const auto& p = a.portrait;
  const auto line = [](const std::vector<std::string>& cells) {
    std::string out = "  " + text::padded(cells[0], 20);
    for (std::size_t i = 1; i < cells.size(); ++i)
      out += text::padded(use_utf8() ? cells[i] : text::plain(cells[i]), 14, true);
    return out + "\n";
  };
  const auto curved = [](bool known, double s) { return known ? text::number(s) : ""; };
  std::string out = line({"", "rate", "steps", "time", "loss", "from the flow", "sharpness", "felt", "stable below"});
  out += line({"start", "", "0", "0", text::number(p.tracks[0].loss[0]), "", text::number(p.sharpness), "", ""});
  for (std::size_t i = 0; i < p.tracks.size(); ++i) {
    const auto& t = p.tracks[i];
    out += line({portrait_name(a, i), i ? text::rate(t.rate, 3) : "", text::count(t.steps),
                 text::number(t.times.back()), t.diverged ? "diverged" : text::number(t.loss.back()),
                 i && !t.diverged ? text::percent(t.distance.back(), 1) : "", curved(!t.diverged, t.sharpness),
                 curved(i && !t.diverged, t.felt_sharpness.value_or(t.sharpness)), curved(i && !std::isnan(t.edge), t.edge)});
  }
  return out + "\n";
}

class Flow final : public Command {
 public:
  std::vector<Take> takes() const override {
    return {{"model", "a network: mlp, logistic_regression, ..."}, {"data", "a built-in set or a table (CSV)"}};
  }
  std::vector<Option> options() const override {
    return {
        {"target", "COLUMN", "the column to predict; default: the last"},
        {"optimizer", "NAME",
         "runs beside the flow (may be given more than once); default: gradient_descent, momentum and adam", true},
        {"learning-rate", "X",
         "of all of them; default: half of 2/lambda at the start, rounded down, divided for momentum so that a step "
         "takes the same time, and by 100 for Adam"},
        {"time", "T", "how long the flow is followed; default: 200 learning rates of gradient descent"},
        {"plane", "WORD",
         "movement: where the flow moves most (default); ends: through the start and the ends of the flow and "
         "of the first optimizer; filters: two random directions, filter-normalized; I,J: two parameters by number"},
        set_option,
        out_option,
        quiet_option,
        json_option};
  }

  int run(const Arguments& a) const override {
    const Study study = study_of_flow(a);
    const Setup setup{study.fixed};
    Preparations shared{study};
    const auto bench = shared.bench(setup, 0);
    const Vector start = start_theta(*bench, shared.chance(0).start);
    const std::string plane = a.one("plane", "movement");
    check_plane(plane, start.size());
    const double h = a.has("learning-rate") ? a.number("learning-rate", 0, 1e-12, 1e6)
                                            : cautious_rate(shared.sharpness_at_start(setup, 0));
    const auto chosen = optimizers_of(a, study, h);
    const std::string folder =
        a.one("out", "results/flow_" + setup.kind + "_" + std::filesystem::path(a.one("data")).stem().string());
    check_writable(folder);

    Answer answer;
    const BesideFlow all = beside_flow(*bench, start, a.number("time", 200 * h, 1e-12, 1e9), chosen, points);
    answer.portrait = portrait(all, *bench, plane);
    answer.spectra = spectra(all, *bench, study.replicates.seed);
    describe(answer, study, shared, setup, chosen);
    write_page(answer, folder);
    if (a.has("json")) std::cout << content(answer, drawings(answer)).indented() << '\n';
    else if (!a.has("quiet"))
      std::cout << terminal(answer, use_color(), use_utf8()) << table_of(answer) << "page: " << folder
                << "/page.html\n";
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> flow = entry<Command, Flow>(
    {"flow", "flow", "optimizers beside the gradient flow that they follow: a portrait of one model on one data set"});
}  // namespace parts::commands
}  // namespace paribus
