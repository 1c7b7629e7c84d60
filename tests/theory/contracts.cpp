// What every theory owes: it predicts from its example; with a needed fact missing or out of its range it predicts
// nothing and says why; whatever it is given, it neither throws nor answers with something that is not a number.
#include <cmath>
#include <set>

#include "paribus/math/vector.hpp"
#include "paribus/theory/formula.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

struct Example {
  const char* theory;
  Facts facts;
  Words words;
};

/// One for every formula of every theory. A new part needs a line here.
std::vector<Example> examples() {
  const Facts curve{{"eigenvalues", {1, 4}}, {"energies", {1, 2}}, {"least_loss", {0.5}}, {"learning_rate", {0.1}},
                    {"times", {0, 1}},       {"steps", {0, 1, 5}}, {"beta", {0.5}}};
  const Words quadratic{{"objective", "quadratic"}, {"optimizer", "gradient_descent"}};
  const Facts rows{{"design", {1, 0, 1, 1, 0, 2}},
                   {"features", {2}},
                   {"targets", {1, 0, 3}},
                   {"learning_rate", {0.2}},
                   {"batch_size", {1}}};
  const Facts matrices{{"hessian", {2, 1, 1, 3}}, {"gradient_noise", {1, 0.5, 0.5, 2}}, {"learning_rate", {0.2}}};
  const Facts well{{"potential", {0.25, 0, -0.5, 0, 0.25}},
                   {"start", {-1}},
                   {"absorption", {1}},
                   {"temperature", {0.05}},
                   {"barrier", {0.25}},
                   {"well_curvatures", {2}},
                   {"top_curvatures", {-1}},
                   {"beyond_top", {1}}};
  const Facts kernel{{"kernel_eigenvalues", {3, 1, 0}}, {"residual_coordinates", {1, -1, 0.5}}, {"examples", {3}},
                     {"times", {0, 1}}, {"learning_rate", {0.1}}, {"steps", {0, 3}}, {"kernel_change", {0.01}}};
  const Facts modes{{"singular_values", {3, 1}},
                    {"start_strengths", {0.01, 0.02}},
                    {"times", {0, 1, 2}},
                    {"least_loss", {0}},
                    {"imbalance", {0}}};
  const Facts ridge{
      {"eigenvalues", {2, 0.5}}, {"signal", {1, 1}}, {"noise_variance", {1}}, {"examples", {20}}, {"time", {1}}};
  const Facts separable{{"penalty", {1e-6}}, {"examples", {100}}, {"margin", {0.7}}, {"dual_entropy", {1}}, {"largest_dual", {0.5}}};
  const Facts field{{"weight_variance", {2.5}}, {"bias_variance", {0.05}}};
  const Facts batch{{"least_steps", {100}}, {"noise_scale", {50}}, {"batch_size", {10}}, {"full_batch_rate", {0.1}}};
  const Facts noise{{"variances", {9, 1, 0.5}}, {"rows", {20}}, {"columns", {3}}};
  const Facts spike{{"spike", {4}}, {"rows", {20}}, {"columns", {10}}};
  std::vector<Example> out{
      {"stability_limit",
       {{"lambda_max", {10}}, {"beta", {0.9}}},
       {{"optimizer", "momentum"}, {"objective", "quadratic"}}},
      {"quadratic_loss_curve", curve, quadratic},
      {"gradient_flow_curve", curve, quadratic},
      {"edge_of_stability", {{"learning_rate", {0.1}}}, {{"optimizer", "gradient_descent"}}},
      {"edge_of_stability",
       {{"learning_rate", {0.1}}, {"beta", {0.9}}},
       {{"optimizer", "momentum"}, {"loss", "squared_error"}}},
      {"edge_of_stability", {{"learning_rate", {0.1}}, {"beta", {0.9}}}, {{"optimizer", "nesterov"}}},
      {"edge_of_stability", {{"learning_rate", {0.1}}, {"beta1", {0.9}}}, {{"optimizer", "adam"}}},
      {"edge_of_stability",
       {{"learning_rate", {1.1}}},
       {{"optimizer", "gradient_descent"}, {"objective", "double_well"}, {"quantity", "cycle"}}},
      {"critical_batch", {{"gradient_noise_trace", {8}}, {"gradient_norm", {2}}}, {}},
      {"sgd_stability", rows, {{"sampling", "with_replacement"}}},
      {"ntk_width", {}, {{"optimizer", "gradient_descent"}, {"parametrization", "ntk"}}},
      {"ntk_width", {{"kernel_change", {0.02}}}, {{"optimizer", "gradient_descent"}, {"parametrization", "ntk"}}},
      {"ntk_width",
       {{"kernel_change", {0.02}}},
       {{"optimizer", "gradient_descent"}, {"parametrization", "ntk"}, {"quantity", "kernel_change"}}},
      {"penalty_degrees_of_freedom", {{"curvatures", {0.5, 2}}, {"l2", {0.1}}}, {}},
      {"penalty_degrees_of_freedom", {{"curvatures", {0.5, 2}}, {"l2", {0.1}}, {"train_loss", {0.4}}, {"rows", {60}}}, {{"quantity", "loss"}}},
      {"least_squares_error", {{"condition", {100}}}, {{"method", "normal equations"}}},
      {"least_squares_error", {{"condition", {100}}}, {{"method", "QR"}}},
      {"least_squares_error", {{"condition", {100}}}, {{"method", "refined"}}},
      {"k_means_seeding", {{"groups", {3}}}, {}},
      {"principal_inertia", {{"groups", {2}}, {"variance_shares", {0.75, 0.25}}}, {}},
      {"zador_elbow", {{"features", {4}}}, {}},
      {"parallel_analysis", {{"variances", {3, 0.5}}, {"shuffled_variances", {1.5, 1}}}, {}},
      {"marchenko_pastur", noise, {}},
      {"gavish_donoho", noise, {}},
      {"johnson_lindenstrauss", {{"points", {100}}, {"components", {500}}}, {{"directions", "sparse"}}},
      {"johnson_lindenstrauss", {{"components", {500}}}, {{"directions", "gaussian"}, {"quantity", "typical_distortion"}}},
      {"johnson_lindenstrauss", {{"points", {100}}, {"wanted_distortion", {0.2}}}, {{"directions", "gaussian"}, {"quantity", "components"}}},
      {"euler_depth", {}, {{"step", "1/depth"}, {"weights", "shared"}}},
      {"linearized_training", kernel, {{"optimizer", "gradient_flow"}}},
      {"linearized_training", kernel, {{"optimizer", "gradient_descent"}}},
      {"deep_linear_modes", {}, {{"optimizer", "gradient_flow"}, {"quantity", "balance_drift"}}},
      {"deep_linear_modes", {}, {{"optimizer", "gradient_descent"}, {"quantity", "balance_drift"}}},
      {"early_stopping_ridge", {{"time", {2}}}, quadratic},
      {"max_margin", separable, {{"classes", "separable"}}}};
  const auto each = [&](const char* name, const Facts& facts, Words words, std::vector<std::string> quantities) {
    for (auto& q : quantities) words["quantity"] = q, out.push_back({name, facts, words});
  };
  const Facts gap{{"eigenvalues", {1, 4}}, {"coordinates", {1, 2}}, {"learning_rate", {0.1}}, {"time", {1}}, {"steps", {1, 2, 3}}};
  const std::vector<std::string> gaps{"gap_to_flow", "gap_to_modified_flow", "largest_gap_to_flow", "largest_gap_to_modified_flow"};
  each("flow_gap", gap, quadratic, gaps);
  each("flow_gap", {{"learning_rate", {0.1}}, {"lambda_max", {1}}}, {{"optimizer", "gradient_descent"}}, gaps);
  const std::vector<std::string> balls{"gap_to_heavy_ball", "gap_to_refined_heavy_ball"};
  Facts rolling = gap;
  rolling["friction"] = {1};
  each("momentum_gap", rolling, {{"optimizer", "nesterov"}, {"objective", "quadratic"}}, balls);
  each("momentum_gap", {{"learning_rate", {0.01}}, {"lambda_max", {1}}, {"friction", {1}}}, {{"optimizer", "momentum"}}, balls);
  each("epoch_gap", {{"learning_rate", {0.01}}, {"batches", {4}}, {"lambda_max", {1}}}, {{"optimizer", "gradient_descent"}},
       {"epoch_gap_to_flow", "epoch_gap_to_full_batch_flow", "epoch_gap_to_batch_flow"});
  each("sgd_weak_order", {{"learning_rate", {0.01}}, {"rate_limit", {1}}}, {{"sampling", "with_replacement"}},
       {"loss_gap_first", "moment_gap_first", "spread_gap_first", "loss_gap_second", "moment_gap_second",
        "spread_gap_second"});
  each("modified_equation", curve, quadratic, {"objective", "rate", "exact_rate"});
  each("modified_equation",
       {{"loss", {1}}, {"gradient_norm", {2}}, {"learning_rate", {0.1}}, {"batch_gradient_spread", {1}}}, {},
       {"modified_loss", "implicit_penalty"});
  const std::vector<std::string> stationary{"excess_loss", "variance", "top_variance", "covariance"};
  each("sgd_stationary", rows, {{"sampling", "with_replacement"}}, stationary);
  for (const char* name : {"sgd_stationary_additive", "sgd_stationary_sde"}) {
    each(name, rows, {{"sampling", "without_replacement"}}, stationary);
    each(name, matrices, {}, stationary);
  }
  each("first_passage", well, {}, {"escape_time", "log_escape_time"});
  each("kramers", well, {}, {"escape_time", "log_escape_time"});
  each("critical_batch", batch, {}, {"steps_to_target", "examples_to_target", "learning_rate"});
  each("deep_linear_modes", modes, {}, {"mode_strength", "half_rise_time", "objective"});
  each("marchenko_pastur", noise, {}, {"largest_variance", "least_variance"});
  each("spiked_covariance", spike, {}, {"overlap", "largest_variance", "spike"});
  each("spiked_covariance", spike, {{"background", "shuffled columns"}}, {"overlap", "largest_variance", "spike"});
  each("early_stopping_ridge", ridge, quadratic, {"risk_ratio", "validation_ratio", "risk", "ridge_risk", "ridge_penalty"});
  each("max_margin", separable, {{"classes", "separable"}}, {"weight_norm", "margin_share"});
  each("mean_field_depth", field, {{"activation", "tanh"}},
       {"trainable_depth", "depth_scale", "gradient_scale", "length_scale", "chi", "length", "correlation",
        "edge_of_chaos"});
  each("dynamical_isometry", {{"depth", {5}}, {"width", {50}}, {"moment", {2}}, {"weight_variance", {1}}},
       {{"start", "gaussian"}}, {"largest_gain", "gain_moment", "log_norm_mean", "log_norm_variance"});
  return out;
}

/// What must hold of any answer. Returns whether there was one.
bool sound(const Example& e, const Facts& facts, const Words& words, const std::string& change) {
  const Theory& t = theory(e.theory);
  const auto p = t.predict(facts, words);
  const std::string why = t.objection(facts, words);
  EXPECT_EQ(why.empty(), p.has_value()) << e.theory << ", " << change << ": " << why;
  if (!p) return false;
  EXPECT_FALSE(p->values.empty() || p->axis.empty() || p->formula.empty() || p->why.empty())
      << e.theory << ", " << change;
  for (const double v : p->values) EXPECT_FALSE(std::isnan(v)) << e.theory << ", " << change;
  return true;
}

std::string address(std::string_view theory, std::string_view quantity, std::string_view formula, Kind kind) {
  return std::string(theory) + ", " + std::string(quantity) + ": " + std::string(formula) + ", " +
         std::string(name_of(kind));
}

TEST(TheoryContract, every_theory_predicts_from_its_example) {
  std::set<std::string> exercised;
  for (const Example& e : examples()) {
    EXPECT_TRUE(sound(e, e.facts, e.words, "its example"))
        << e.theory << ": " << theory(e.theory).objection(e.facts, e.words);
    const auto p = theory(e.theory).predict(e.facts, e.words);
    exercised.insert(e.theory);
    if (p) exercised.insert(address(e.theory, p->axis, p->formula, p->kind));
  }
  for (const auto* entry : theories()) {
    EXPECT_EQ(exercised.count(std::string(entry->name)), 1u) << entry->name << " has no example";
    const auto* f = dynamic_cast<const Formulary*>(&theory(entry->name));
    for (const Formula& formula : f ? f->formulas() : std::vector<Formula>{}) {
      const std::string of = address(entry->name, formula.quantity, formula.text, formula.kind);
      EXPECT_EQ(exercised.count(of), 1u) << of << " has no example";
    }
  }
}

TEST(TheoryContract, nothing_is_foretold_from_nothing) {
  for (const auto* entry : theories()) sound({entry->name.data(), {}, {}}, {}, {}, "nothing given");
  for (const auto* entry : theories()) EXPECT_FALSE(theory(entry->name).predict({}, {})) << entry->name;
}

TEST(TheoryContract, a_missing_need_silences_it_with_a_reason) {
  for (const Example& e : examples()) {
    int silenced = 0;
    for (const std::string& need : theory(e.theory).needs()) {
      Facts facts = e.facts;
      Words words = e.words;
      if (facts.erase(need) + words.erase(need) == 0) continue;
      const auto before = theory(e.theory).predict(e.facts, e.words);
      const bool spoke = sound(e, facts, words, "without " + need);
      if (!spoke) {
        ++silenced;
        EXPECT_NE(theory(e.theory).objection(facts, words).find(need), std::string::npos) << e.theory << ": " << need;
      } else if (theory(e.theory).predict(facts, words)->formula != before->formula) {
        ++silenced;  // another formula of the same quantity stepped in, under its own name
      }
    }
    EXPECT_GT(silenced, 0) << e.theory << " needs nothing that it was given";
  }
}

TEST(TheoryContract, no_fact_makes_it_throw_or_answer_nonsense) {
  const double nan = std::nan("");
  const std::vector<Vector> wrong{{},       {nan}, {infinity}, {-infinity},          {-1}, {0}, {1e308},
                                  {1e-308}, {0.5}, {1e3},      {1, 2, 3, 4, 5, 6, 7}};
  for (const Example& e : examples()) {
    for (const auto& [name, values] : e.facts)
      for (const Vector& w : wrong) {
        Facts facts = e.facts;
        facts[name] = w;
        sound(e, facts, e.words, name + " wrong");
        facts[name] = values;
        facts[name].back() = w.empty() ? nan : w[0];
        sound(e, facts, e.words, name + " ends in " + shortest(facts[name].back()));
        if (std::isnan(facts[name].back()) && theory(e.theory).predict(facts, e.words)) {
          // NaN may stay unseen only where the formula that spoke does not look at that fact.
          facts.erase(name);
          EXPECT_TRUE(theory(e.theory).predict(facts, e.words))
              << e.theory << " did not see that " << name << " is NaN";
        }
      }
    for (const auto& [name, word] : e.words) {
      Words words = e.words;
      words[name] = "no such word";
      sound(e, e.facts, words, name + " unknown");
    }
  }
}

TEST(TheoryContract, an_unknown_quantity_is_refused_by_name) {
  const Words words{{"quantity", "sharpnes"}, {"activation", "tanh"}};
  EXPECT_FALSE(theory("mean_field_depth").predict({{"weight_variance", {1}}, {"bias_variance", {0}}}, words));
  const std::string why = theory("mean_field_depth").objection({}, words);
  EXPECT_NE(why.find("trainable_depth"), std::string::npos);
  EXPECT_NE(why.find("'sharpnes'"), std::string::npos);
}

// docs/theories.md holds one row per theory, with its name, all that it foretells and all that it needs.
TEST(TheoryContract, the_document_names_every_theory_with_its_needs) {
  std::ifstream file(PARIBUS_SOURCE_DIR "/docs/theories.md");
  std::map<std::string, std::string> rows;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("| `")) rows[line.substr(3, line.find('`', 3) - 3)] = line;
  for (const auto* entry : theories()) {
    const std::string name{entry->name};
    ASSERT_TRUE(rows.contains(name)) << name << " has no row";
    const auto states = [&](const std::string& word) {
      EXPECT_NE(rows[name].find("`" + word + "`"), std::string::npos) << name << ": the row does not state " << word;
    };
    for (const std::string& need : theory(name).needs()) states(need);
    if (const auto* f = dynamic_cast<const Formulary*>(&theory(name)))
      for (const Formula& formula : f->formulas()) states(formula.quantity);
    EXPECT_NE(rows[name].find(entry->source), std::string::npos) << name << ": another source than the part's";
    rows.erase(name);
  }
  for (const auto& [name, row] : rows)
    ADD_FAILURE() << "docs/theories.md has a row for " << name << ", which is no theory";
}

}  // namespace
}  // namespace paribus
