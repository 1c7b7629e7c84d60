#include "paribus/learner/logit_notes.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/choices.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// "a", "a and b", "a, b and c", "a, b, c and 4 others"
std::string list(const std::vector<std::string>& names, std::size_t most = 6) {
  const std::size_t shown = names.size() > most ? most - 1 : names.size();
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return shown == names.size() ? out : out + " and " + std::to_string(names.size() - shown) + " others";
}

std::vector<std::string> features(const Prepared& data, std::span<const std::size_t> columns) {
  std::vector<std::string> out;
  for (const std::size_t j : columns) out.push_back(data.features[j]);
  return out;
}

/// Columns that tell classes a and b apart alone: all of one lies below all of the other.
std::vector<std::string> alone(const LogitFound& f, std::size_t a, std::size_t b) {
  std::vector<std::string> out;
  const StandardRows& rows = f.risk.rows();
  for (const std::size_t j : rows.used) {
    double low[2] = {infinity, infinity}, high[2] = {-infinity, -infinity};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows.label[i] != a && rows.label[i] != b) continue;
      const double x = f.data.train.x(rows.row[i], j);
      const bool second = rows.label[i] == b;
      low[second] = std::min(low[second], x);
      high[second] = std::max(high[second], x);
    }
    if (high[0] < low[1] || high[1] < low[0]) out.push_back(f.data.features[j]);
  }
  return out;
}

void add_separation(const LogitFound& f, FitSummary& s) {
  const Separation& apart = f.separation;
  const StandardRows& rows = f.risk.rows();
  const auto name = [&](std::size_t k) { return "'" + f.data.classes[rows.present[k]] + "'"; };
  if (apart.kind == Separation::Kind::undecided && !infers(f.risk)) {
    s.notes.push_back("Whether the classes are separated was not decided: the point that was reached does not separate them, and proving that "
                      "none does takes the curvature. If they are, the coefficients grow without bound; a penalty l2 ends that.");
    return;
  }
  if (apart.kind == Separation::Kind::undecided) {
    s.notes.push_back("Whether the classes are separated could not be decided: no finite optimum and no separating direction was certified. "
                      "Trust no coefficient; give l2 a value.");
    return;
  }
  std::vector<std::size_t> columns;
  for (const std::size_t j : apart.columns) columns.push_back(rows.used[j]);
  constexpr std::size_t most = 6;  // of the pairs of classes, named one by one
  std::size_t pairs = 0;
  for (std::size_t a = 0; a < rows.classes(); ++a)
    for (std::size_t b = a + 1; b < rows.classes(); ++b) {
      const double share = std::min(apart.apart_from(a, b), apart.apart_from(b, a)), more = std::max(apart.apart_from(a, b), apart.apart_from(b, a));
      if (more == 0 || ++pairs > most) continue;
      const auto single = share == 1 ? alone(f, a, b) : std::vector<std::string>{};
      const std::string by = single.empty() ? list(features(f.data, columns)) + (columns.size() > 1 ? " together" : "")
                                            : list(single) + (single.size() > 1 ? ", each alone" : " alone");
      s.notes.push_back("Classes " + name(a) + " and " + name(b) + " are " +
                        (share == 1 ? "completely separated" : "separated but for rows on the boundary (quasi-complete separation)") +
                        (columns.empty() ? "" : " by " + by) + ": no finite coefficients are the most likely ones.");
    }
  if (pairs > most) s.notes.push_back("So are " + std::to_string(pairs - most) + " other pairs of classes.");
  if (apart.kind == Separation::Kind::complete)
    s.notes.push_back("Many directions separate them completely: the signs of the coefficients are those of one.");
  s.notes.push_back("Standard errors and p values are withheld, and of coefficients without end only the sign is told. Give l2 a value "
                    "(0.001, say), or use Firth's penalized likelihood.");
}

}  // namespace

void add_notes(const LogitFound& f, FitSummary& s) {
  const StandardRows& rows = f.risk.rows();
  const bool penalized = f.options.l1 > 0 || f.options.l2 > 0;
  if (f.separation.kind != Separation::Kind::none) add_separation(f, s);
  if (!penalized && !infers(f.risk))
    s.notes.push_back("No standard errors: " + std::to_string(f.risk.dimension()) + " parameters and " + std::to_string(f.risk.size()) +
                      " rows are too many for the curvature (at most " + std::to_string(few_parameters) +
                      " parameters, and rows times their square at most 1e11).");
  if (!penalized && rows.features() > few_parameters)
    s.notes.push_back("Whether columns determine each other was not looked into: there are more than " + std::to_string(few_parameters) + ".");
  if (!f.solved.converged && (f.separation.kind == Separation::Kind::none || (f.separation.kind == Separation::Kind::undecided && !infers(f.risk))))
    s.notes.push_back("The gradient could not be brought below the tolerance: " + shortest(f.solved.residual) + " is left of it.");
  s.notes.push_back("Found by " + f.solved.path + ".");
  if (rows.classes() == 2)
    s.notes.push_back("Coefficients are of the log odds of '" + f.data.classes[rows.present[1]] + "' against '" + f.data.classes[rows.present[0]] + "'.");
  else if (f.risk.reference())
    s.notes.push_back("Coefficients are of the log odds of each class against '" + f.data.classes[rows.present[0]] + "'.");
  if (rows.classes() < f.logits.classes) {
    std::vector<std::string> absent;
    for (std::size_t k = 0; k < f.logits.classes; ++k)
      if (std::ranges::find(rows.present, k) == rows.present.end()) absent.push_back("'" + f.data.classes[k] + "'");
    s.notes.push_back("No training row is of class " + list(absent) + ", which therefore gets the probability 0.");
  }
  if (!rows.constant.empty())
    s.notes.push_back("Left out because they do not vary: " + list(features(f.data, rows.constant)) + (penalized ? " (coefficient 0)." : "."));
  if (!f.dependent.empty())
    s.notes.push_back("Left out because the columns before them determine them: " + list(features(f.data, f.dependent)) + ".");
  if (f.options.class_weight == "balanced" && !penalized)
    s.notes.push_back("Balanced classes are not the sample's: standard errors take the weights for counts of rows.");
}

void withdraw(const Separation& apart, View a, FitSummary::Term& term) {
  const double along = dot(a, apart.direction);
  if (std::abs(along) > 1e-9 * norm(a) * norm(apart.direction)) term.estimate = along > 0 ? infinity : -infinity;
}

}  // namespace paribus
