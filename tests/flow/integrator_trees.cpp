// Butcher's order conditions, all of them, without looking at a tableau. To every rooted tree t = [t1 .. tk] belongs a
// coordinate with u_t' = u_t1 ... u_tk (the tree of one node: u' = 1), u(0) = 0. Its solution is
// u_t(h) = h^|t| / gamma(t), and one Runge-Kutta step of length 1 gives the elementary weight of t. So a method has
// order p if and only if one step is exact on every tree of up to p nodes. (Butcher 1963; Hairer, Norsett & Wanner
// 1993, II.2)
#include <gtest/gtest.h>

#include "trust.hpp"

namespace paribus {
namespace {

using namespace odes;

struct Tree {
  std::vector<std::size_t> children;  // in ascending order
  int nodes;
  double gamma;
};

/// All trees of up to `most` nodes, the smaller first.
std::vector<Tree> trees(int most) {
  std::vector<Tree> all{{{}, 1, 1}};
  for (int n = 2; n <= most; ++n) {
    const std::size_t known = all.size();
    // Multisets of smaller trees with n - 1 nodes in all.
    std::vector<std::size_t> chosen;
    const std::function<void(std::size_t, int)> choose = [&](std::size_t first, int left) {
      if (left == 0) {
        double gamma = n;
        for (const std::size_t c : chosen) gamma *= all[c].gamma;
        all.push_back({chosen, n, gamma});
      }
      for (std::size_t i = first; i < known && all[i].nodes <= left; ++i) {
        chosen.push_back(i);
        choose(i, left - all[i].nodes);
        chosen.pop_back();
      }
    };
    choose(0, n - 1);
  }
  return all;
}

Given forest(const std::vector<Tree>& all) {
  return {all.size(), [&all](View u, Span f) {
            for (std::size_t i = 0; i < all.size(); ++i) {
              f[i] = 1;
              for (const std::size_t c : all[i].children) f[i] *= u[c];
            }
          }};
}

TEST(Trees, are_as_many_as_Cayley_counted) {
  const auto all = trees(9);
  std::vector<int> count(10);
  for (const Tree& t : all) ++count[static_cast<std::size_t>(t.nodes)];
  EXPECT_EQ(count, (std::vector<int>{0, 1, 1, 2, 4, 9, 20, 48, 115, 286}));
}

class Explicit : public testing::TestWithParam<const char*> {
 protected:
  const Entry<Integrator>& entry = get(integrators(), GetParam(), "integrator");
  std::unique_ptr<const Integrator> m = fixed(entry);
};

TEST_P(Explicit, meets_every_condition_of_its_order_and_not_all_of_the_next) {
  const int p = static_cast<int>(m->trust().order);
  const auto all = trees(p + 1);
  Given f = forest(all);
  Phase z = start_phase(*m, f, Vector(all.size(), 0.0));
  Scratch scratch{all.size()};
  m->step(z, f, {}, 1, scratch);
  double next = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double error = std::abs(z.theta[i] - 1 / all[i].gamma);
    if (all[i].nodes <= p) EXPECT_LT(error, 1e-14) << "tree " << i << " of " << all[i].nodes << " nodes";
    else next = std::max(next, error);
  }
  EXPECT_GT(next, 1e-6);
}

TEST_P(Explicit, has_the_path_it_promises) {
  const Trust trust = m->trust();
  const int p = static_cast<int>(std::min(trust.order, trust.dense_order));
  const auto all = trees(p);
  Given f = forest(all);
  const Phase before = start_phase(*m, f, Vector(all.size(), 0.0));
  Phase after = before;
  Scratch scratch{all.size()};
  Interpolant path;
  m->step(after, f, {}, 1, scratch);
  m->interpolate(before, after, f, {}, 1, scratch, path);
  Vector u(all.size());
  for (const double s : {0.0, 0.1, 0.37, 0.5, 0.81, 1.0}) {
    path.at(s, u);
    for (std::size_t i = 0; i < all.size(); ++i)
      EXPECT_NEAR(u[i], std::pow(s, all[i].nodes) / all[i].gamma, 2e-14) << "s = " << s << ", tree " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(catalogue, Explicit, testing::Values("euler", "heun", "rk4", "dopri5", "dop853", "rkc"),
                         [](const auto& p) { return std::string(p.param); });

// The estimates see nothing of what the lower order has right: 4 of dopri5; 5 of dop853, whose joint estimate falls
// with the finer one; 2 of rkc. What comes next they see.
TEST(Estimates, vanish_up_to_their_order_and_not_beyond) {
  for (const auto& [name, order] : {std::pair{"dopri5", 4}, {"dop853", 5}, {"rkc", 2}}) {
    for (const int nodes : {order, order + 1}) {
      const Choices c{{"rtol", {1.0}}, {"atol", {1.0}}};
      const auto m = integrator(name, c);
      const auto all = trees(nodes);
      Given f = forest(all);
      Phase z = start_phase(*m, f, Vector(all.size(), 0.0));
      Scratch scratch{all.size()};
      m->step(z, f, {}, 1, scratch);
      if (nodes == order) EXPECT_LT(m->estimate(z), 1e-14) << name;
      else EXPECT_GT(m->estimate(z), 1e-7) << name;
    }
  }
}

}  // namespace
}  // namespace paribus
