// Hairer, Norsett and Wanner's method of order 8: twelve stages, and two estimates of the error, of orders 5 and 3,
// that are joined so that the joint one behaves like h^8. The last evaluation is the first of the next step.
// Tableau and the path of order 7 (three stages more): Solving Ordinary Differential Equations I, 1993, II.5 and II.6.
#include <algorithm>
#include <cmath>

#include "paribus/flow/stages.hpp"
#include "paribus/flow/step_control.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Rows of the stages 1 .. 11; the last row are the weights of order 8.
constexpr double a[] = {
    0.05260015195876773,  //
    0.0197250569845379, 0.0591751709536137,  //
    0.02958758547680685, 0, 0.08876275643042054,  //
    0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792,  //
    1.0 / 27, 0, 0, 0.17082860872947386, 0.12546768756682242,  //
    19.0 / 512, 0, 0, 0.17025221101954405, 0.06021653898045596, -9.0 / 512,  //
    0.03709200011850479, 0, 0, 0.17038392571223998, 0.10726203044637328, -0.015319437748624402,
    0.008273789163814023,  //
    0.6241109587160757, 0, 0, -3.3608926294469414, -0.868219346841726, 27.59209969944671, 20.154067550477894,
    -43.48988418106996,  //
    0.47766253643826434, 0, 0, -2.4881146199716677, -0.590290826836843, 21.230051448181193, 15.279233632882423,
    -33.28821096898486, -0.020331201708508627,  //
    -0.9371424300859873, 0, 0, 5.186372428844064, 1.0914373489967295, -8.149787010746927, -18.52006565999696,
    22.739487099350505, 2.4936055526796523, -3.0467644718982196,  //
    2.273310147516538, 0, 0, -10.53449546673725, -2.0008720582248625, -17.9589318631188, 27.94888452941996,
    -2.8589982771350235, -8.87285693353063, 12.360567175794303, 0.6433927460157636,  //
    0.054293734116568765, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
    0.3111643669578199, -0.1521609496625161, 0.20136540080403034, 0.04471061572777259};
/// Order 8 less order 5, and order 8 less order 3.
constexpr double e5[] = {
    0.01312004499419488, 0, 0, 0, 0, -1.2251564463762044, -0.4957589496572502, 1.6643771824549864,
    -0.35032884874997366, 0.3341791187130175, 0.08192320648511571, -0.022355307863886294};
constexpr double e3[] = {
    -0.18980075407240762, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
    -0.4226823213237919, -0.1521609496625161, 0.20136540080403034, 0.02265179219836082};
/// Three stages more, for the path alone.
constexpr double a_path[] = {
    0.056167502283047954, 0, 0, 0, 0, 0, 0.25350021021662483, -0.2462390374708025, -0.12419142326381637,
    0.15329179827876568, 0.00820105229563469, 0.007567897660545699, -0.008298,  //
    0.03183464816350214, 0, 0, 0, 0, 0.028300909672366776, 0.053541988307438566, -0.05492374857139099, 0, 0,
    -0.00010834732869724932, 0.0003825710908356584, -0.00034046500868740456, 0.1413124436746325,  //
    -0.42889630158379194, 0, 0, 0, 0, -4.697621415361164, 7.683421196062599, 4.06898981839711,
    0.3567271874552811, 0, 0, 0, -0.0013990241651590145, 2.9475147891527724, -9.15095847217987};
/// What the path adds to the cubic, four terms of sixteen weights.
constexpr double d[] = {
    -8.428938276109013, 0, 0, 0, 0, 0.5667149535193777, -3.0689499459498917, 2.38466765651207,
    2.117034582445028, -0.871391583777973, 2.2404374302607883, 0.6315787787694688, -0.08899033645133331,
    18.148505520854727, -9.194632392478356, -4.436036387594894,  //
    10.427508642579134, 0, 0, 0, 0, 242.28349177525817, 165.20045171727028, -374.5467547226902,
    -22.113666853125306, 7.733432668472264, -30.674084731089398, -9.332130526430229, 15.697238121770845,
    -31.139403219565178, -9.35292435884448, 35.81684148639408,  //
    19.985053242002433, 0, 0, 0, 0, -387.0373087493518, -189.17813819516758, 527.8081592054236,
    -11.57390253995963, 6.8812326946963, -1.0006050966910838, 0.7777137798053443, -2.778205752353508,
    -60.19669523126412, 84.32040550667716, 11.99229113618279,  //
    -25.69393346270375, 0, 0, 0, 0, -154.18974869023643, -231.5293791760455, 357.6391179106141,
    93.40532418362432, -37.45832313645163, 104.0996495089623, 29.8402934266605, -43.53345659001114,
    96.32455395918828, -39.17726167561544, -149.72683625798564};
/// Where R leaves [-1, 1] on the negative real axis.
constexpr double stable = 6.39365152285113;
constexpr std::size_t stages = 13, path_stages = 16;

class Order8 final : public Integrator {
 public:
  explicit Order8(const Settings& s) : control_{s, {.q = 8, .b = 0, .shrink = 0.333, .grow = 6}} {}
  Trust trust() const override {
    return {.order = 8, .stability = stable, .dense_order = 7, .rtol = control_.rtol(), .atol = control_.atol()};
  }
  std::size_t slots() const override { return 1; }
  std::size_t scalars() const override { return StepControl::scalars; }
  double estimate(const Phase& z) const override { return z.scalars[StepControl::error]; }

  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    Stages k{z.theta, field, draw, h, path_stages, scratch};
    int first = 0;
    Stepped out{};
    out.loss = first_stage(z, field, draw, k.k(0), first);
    out.gradient_norm = norm(k.k(0));
    const double loss = k.evaluate_all(a, stages);
    const Span next = k.point();
    control_.judge(z, h, h * error(k, z.theta, next, scratch.at(path_stages + 1)), out);
    out.evaluations = first + k.evaluations();
    if (!out.accepted) return out;
    std::copy(next.begin(), next.end(), z.theta.begin());
    keep_stage(z, draw, k.k(stages - 1), loss);
    return out;
  }

  int interpolate(const Phase& before, const Phase& after, Field& field, const Draw& draw, double h, Scratch& scratch,
                  Interpolant& path) const override {
    Stages k{before.theta, field, draw, h, path_stages, scratch};
    const Weights rows = a_path, weights = d;
    for (std::size_t i = stages, row = 0; i < path_stages; row += i++) k.evaluate(i, rows.subspan(row, i));
    path.cubic(before.theta, after.theta, k.k(0), k.k(stages - 1), h);
    for (std::size_t j = 0; j < 4; ++j) {
      const Span r = path.add();
      k.combine(weights.subspan(path_stages * j, path_stages), r);
      scale(h, r);
    }
    return k.evaluations();
  }

 private:
  /// |e5|^2 / sqrt(|e5|^2 + |e3|^2 / 100), of order 7 in h.
  double error(const Stages& k, View before, View after, Span difference) const {
    k.combine(e5, difference);
    const double five = control_.norm(difference, before, after);
    k.combine(e3, difference);
    const double three = control_.norm(difference, before, after);
    return five == 0 ? 0 : five * five / std::sqrt(five * five + 0.01 * three * three);
  }
  StepControl control_;
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> dop853 = entry<Integrator, Order8>(
    {"dop853", "Dormand-Prince 8(5,3)", "twelve slopes; chooses its steps by errors of orders 5 and 3; for many digits",
     "θ ← θ + h Σ bᵢ kᵢ;  error = |e₅|² / √(|e₅|² + 0.01 |e₃|²)",
     "Dormand & Prince 1981; Hairer, Nørsett & Wanner 1993, II.5 and II.6"});
}  // namespace parts::integrators
}  // namespace paribus
