// Another program's method as the judge: Adams' of SUNDIALS CVODE (Hindmarsh et al. 2005), of variable order up to 12,
// where SciPy's references come from a Runge-Kutta method like ours. Skipped where CVODE is not installed: Debian's
// libsundials-dev, which brings MPI and PETSc with it.
#include <gtest/gtest.h>

#include "odes.hpp"

#ifdef PARIBUS_CVODE
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>
#endif

namespace paribus {
namespace {

#ifdef PARIBUS_CVODE

using namespace odes;

int field_of(double, N_Vector y, N_Vector out, void* field) {
  const auto n = static_cast<std::size_t>(NV_LENGTH_S(y));
  static_cast<Field*>(field)->direction(View{NV_DATA_S(y), n}, Draw{}, Span{NV_DATA_S(out), n});
  return 0;
}

/// Where CVODE ends, to a relative and absolute tolerance of 1e-12.
Vector by_cvode(const Known& k) {
  SUNContext context = nullptr;
  EXPECT_EQ(SUNContext_Create(nullptr, &context), 0);
  const auto n = static_cast<sunindextype>(k.start.size());
  N_Vector y = N_VNew_Serial(n, context);
  std::copy(k.start.begin(), k.start.end(), NV_DATA_S(y));
  void* memory = CVodeCreate(CV_ADAMS, context);
  SUNNonlinearSolver turns = SUNNonlinSol_FixedPoint(y, 0, context);
  EXPECT_EQ(CVodeInit(memory, field_of, 0, y), CV_SUCCESS);
  EXPECT_EQ(CVodeSetUserData(memory, k.field.get()), CV_SUCCESS);
  EXPECT_EQ(CVodeSStolerances(memory, 1e-12, 1e-12), CV_SUCCESS);
  EXPECT_EQ(CVodeSetNonlinearSolver(memory, turns), CV_SUCCESS);
  EXPECT_EQ(CVodeSetMaxNumSteps(memory, 1'000'000), CV_SUCCESS);
  EXPECT_EQ(CVodeSetStopTime(memory, k.to), CV_SUCCESS);
  double t = 0;
  EXPECT_GE(CVode(memory, k.to, y, &t, CV_NORMAL), 0) << k.name;
  const Vector end(NV_DATA_S(y), NV_DATA_S(y) + n);
  SUNNonlinSolFree(turns);
  CVodeFree(&memory);
  N_VDestroy(y);
  SUNContext_Free(&context);
  return end;
}

TEST(Cvode, ends_where_ours_end) {
  for (const Known& k : by_reference()) {
    const Vector theirs = by_cvode(k);
    const double amplification = std::max(1.0, reference().at("set").at(k.name).at("amplification").get<double>());
    for (const char* name : {"dopri5", "dop853"}) {
      const Solution s = solve(*integrator(name, {{"rtol", {1e-12}}, {"atol", {1e-13}}}), *k.field, k.start, {.to = k.to});
      for (std::size_t i = 0; i < theirs.size(); ++i)
        EXPECT_NEAR(s.phase.theta[i], theirs[i], 1e-10 * amplification * (1 + std::abs(theirs[i]))) << name << ", " << k.name;
    }
  }
}

#else

TEST(Cvode, ends_where_ours_end) { GTEST_SKIP() << "SUNDIALS CVODE is not installed (Debian: libsundials-dev)"; }

#endif

}  // namespace
}  // namespace paribus
