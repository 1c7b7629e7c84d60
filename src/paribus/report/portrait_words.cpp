// The words of a portrait: how the optimizers went beside the flow that they discretize.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

double farthest(const Answer::Portrait::Track& t) { return *std::max_element(t.distance.begin(), t.distance.end()); }

/// Of a way: "3.7 % of", "1.7 times".
std::string share(double x) {
  return x < 0.9995 ? text::percent(x, x < 0.0995 ? 1 : 0) + " of" : text::number(x, 2) + " times";
}

/// What the optimizer feels of it, beside what it can bear: ends the sentence.
std::string curvature_felt(const Answer::Portrait::Track& t) {
  const bool scaled = t.felt_sharpness.has_value();
  const std::string felt = !scaled ? ""
                           : std::isnan(*t.felt_sharpness) ? "; scaled by what it divides its steps by it was not found"
                                                           : "; scaled by what it divides its steps by it is " + text::number(*t.felt_sharpness);
  if (std::isnan(t.edge)) return felt + ".";
  return felt + (scaled ? ", and " : "; ") + "at this rate it is stable below " + text::number(t.edge) + ".";
}

/// Between two numbers that look alike there is nothing to say.
std::string against(double loss, double flow) {
  return text::number(loss) == text::number(flow) ? text::number(loss) + ", as the flow"
                                                  : text::number(loss) + ", the flow at " + text::number(flow);
}

}  // namespace

std::string portrait_distances(const Answer& a) {
  std::vector<std::string> said;
  for (std::size_t i = 1; i < a.portrait.tracks.size(); ++i)
    said.push_back(a.portrait.tracks[i].diverged
                       ? portrait_name(a, i) + " diverges"
                       : portrait_name(a, i) + " strays " + share(farthest(a.portrait.tracks[i])) + " its way");
  return "From the flow " + text::list(said);
}

std::string portrait_name(const Answer& a, std::size_t track) {
  return track ? series_label(a, track - 1) : "gradient flow";
}

Line portrait_deck(const Answer& a) {
  const auto& p = a.portrait;
  const auto& flow = p.tracks[0];
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < p.tracks.size(); ++i)
    if (!p.tracks[i].diverged && (!nearest || farthest(p.tracks[i]) < farthest(p.tracks[nearest]))) nearest = i;
  Line out{{"The gradient flow takes the loss from " + text::number(flow.loss.front()) + " to " +
            text::number(flow.loss.back()) + " in the time " + text::rate(p.time, 3) + "; "}};
  if (!nearest) return out.push_back({"every optimizer diverged", true}), out.push_back({"."}), out;
  const auto& t = p.tracks[nearest];
  const std::string name = portrait_name(a, nearest), others = p.tracks.size() > 2 ? "nearest" : "near",
                    at = " at a learning rate of " + text::rate(t.rate, 3);
  if (farthest(t) < 0.5) {
    out.push_back({name + " keeps " + others + " to it", true});
    out.push_back({", within " + share(farthest(t)) + " its way," + at + "."});
  } else {
    out.push_back({p.tracks.size() > 2 ? "no optimizer keeps near it" : name + " leaves it", true});
    out.push_back({(p.tracks.size() > 2 ? ": the nearest, " + name + "," : ": it") + at + ", strays " +
                   share(farthest(t)) + " its way."});
  }
  return out;
}

std::string spectrum_sentence(const Answer::Spectrum& s) {
  const auto end = [](double value, double residual) {
    return std::abs(value) <= residual ? std::string("0") : text::number(value);
  };
  return text::upper_first(s.where) + " the Hessian’s " + text::count(s.parameters) + " eigenvalues reach from " +
         end(s.low, s.low_residual) + " to " + end(s.high, s.high_residual) + " and sum to " + text::number(s.trace) +
         (s.trace_error > 0 ? " ± " + text::number(s.trace_error, 2) : "");
}

/// Where units switch on no method keeps its order: what is said of the flow rests on its tolerance alone.
Line bends_line(const Answer::Portrait& p) {
  Line out{{"The field bends", true}, {" where units switch on. "}};
  out.push_back({p.bent.empty() ? "Following the flow, no corner was sharp enough to be noticed; there, and only there, its error is what the "
                                  "tolerance made of it, not what its order promises."
                                : "Following the flow, " + plural(p.bent.size(), "place", "places") + " where steps had to shorten " +
                                      (p.bent.size() == 1 ? "was" : "were") + " met, the first at the time " + text::number(p.bent.front()) +
                                      ": there its error is what the tolerance made of it, not what its order promises."});
  return out;
}

std::vector<Line> portrait_answers(const Answer& a) {
  std::vector<Line> out;
  const auto& p = a.portrait;
  for (std::size_t i = 1; i < p.tracks.size(); ++i) {
    const auto& t = p.tracks[i];
    Line line{{text::upper_first(portrait_name(a, i)), true}};
    if (t.diverged) line.push_back({" diverged at a learning rate of " + text::rate(t.rate, 3) + "."});
    else {
      line.push_back({" at " + text::rate(t.rate, 3) + " strays "});
      line.push_back({share(farthest(t)) + " the flow’s way", true});
      line.push_back({" from the flow and ends at a loss of " + against(t.loss.back(), p.tracks[0].loss.back()) +
                      ". The sharpness went from " + text::number(p.sharpness) + " to " + text::number(t.sharpness) +
                      curvature_felt(t)});
    }
    out.push_back(std::move(line));
  }
  if (p.bends) out.push_back(bends_line(p));
  for (const auto& s : a.spectra) out.push_back({{spectrum_sentence(s) + "."}});
  return out;
}

namespace {

bool ran(const Answer& a, std::string_view word) { return std::ranges::find(a.series.levels, word) != a.series.levels.end(); }

/// What the optimizers that ran can bear of it.
std::string edge_methods(const Answer& a) {
  std::string out;
  if (ran(a, "adam"))
    out = "; of Adam, which divides its steps by D = √v̂+ε, v̂ without the bias of its start, what it feels is that of D^-½HD^-½";
  std::vector<std::string> bounds;
  for (const auto& [word, bound] : {std::pair{"gradient_descent", "2/η"}, {"momentum", "(2+2β)/η"}, {"nesterov", "(2+2β)/((1+2β)η)"}, {"adam", "(2+2β₁)/((1-β₁)η)"}})
    for (std::size_t i = 0; i < a.series.levels.size(); ++i)
      if (a.series.levels[i] == word) bounds.push_back(std::string(bound) + " for " + portrait_name(a, i + 1));
  return out + ". " + (bounds.empty() ? "" : "It is stable below " + text::list(bounds) + ". ");
}

/// Of the figures of the spectrum, if there are any.
std::string spectrum_methods(const Answer& a) {
  if (a.spectra.empty()) return "";
  const auto& s = a.spectra.front();
  return "The spectrum is asked of exact products with H: its ends by Lanczos’s method with full reorthogonalization, each with "
         "the norm of its residual; its density by stochastic Lanczos quadrature (Ubaru, Chen & Saad 2017) from " +
         plural(s.probes, "random start", "random starts") + " of signs and up to " + plural(s.nodes, "step", "steps") +
         " each, and its sum from the same starts (Hutchinson 1990)" +
         (s.exact.empty() ? ". " : "; beside them stand the eigenvalues of the dense matrix. ");
}

}  // namespace

std::string portrait_methods(const Answer& a) {
  const auto& p = a.portrait;
  std::vector<std::string> names;
  for (std::size_t i = 1; i < p.tracks.size(); ++i)
    names.push_back(portrait_name(a, i) + " at a learning rate of " + text::rate(p.tracks[i].rate, 3));
  return "From one random start, the gradient flow θ' = −∇L of the " + p.model + " on all " +
         text::count(a.data.train) + " training rows of " + a.data.name + " was solved to the time " +
         text::rate(p.time, 3) + " by the pair of Dormand and Prince, relative tolerance 10⁻⁶, and " +
         text::list(names) +
         " ran from the same start. One step takes the time of the learning rate, η, and with momentum β the time "
         "η/(1-β). The sharpness is the largest eigenvalue of the Hessian H" + edge_methods(a) + spectrum_methods(a) +
         "One start: nothing here speaks of others." +
         (a.ran.version.empty() ? ""
                                : " Computed with Paribus " + a.ran.version + " (numerics " + a.ran.numerics +
                                      "), seed " + std::to_string(a.plan.seed) + ".");
}

std::vector<std::string> portrait_reading(const Answer& a) {
  std::vector<std::string> out{
      "The gradient flow is what gradient descent becomes as its learning rate goes to 0. It is solved, not "
      "approximated by small steps.",
      "Distances are |θ − θ of the flow| at the same time, as a share of how far the flow comes, and count all "
      "coordinates, not only the two that are drawn.",
      "Gradient descent is stable while the sharpness stays below 2/η, where the objective is near a quadratic; beyond it the "
      "sharpness stops rising, or the loss leaves every bound.",
      a.portrait.plane};
  if (ran(a, "adam"))
    out.emplace_back("Adam divides every step by a running size of the gradient. It follows another flow, and its time is only a count of learning rates.");
  if (!a.spectra.empty())
    out.emplace_back(
        "The spectrum is on a logarithmic axis: most eigenvalues of a network lie near 0, and the few far to the right are the "
        "directions that limit the learning rate. Negative ones are directions in which the loss curves down.");
  return out;
}

}  // namespace paribus
