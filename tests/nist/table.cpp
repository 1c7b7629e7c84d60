// paribus_nist   Digits of every NIST set, one line each: kind, set, coefficients, standard errors, F, path, corrections,
// condition number. tests/nist/table.py puts them beside those of others.
#include <cstdio>

#include "../math/nist.hpp"

int main() {
  using namespace paribus;
  const auto print = [](const char* kind, const char* name, const nist::Digits& d) {
    std::printf("%s %s %.17g %.17g %.17g %s %d %.3g\n", kind, name, d.coefficients, d.errors, d.f,
                d.fit.path == RefinedFit::Path::cholesky ? "cholesky" : "householder", d.fit.iterations, d.fit.condition);
  };
  for (const char* name : nist::linear) print("linear", name, nist::solved(nist::linear_problem(name)));
  for (const char* name : nist::anova) print("anova", name, nist::solved(nist::anova_problem(name)));
}
