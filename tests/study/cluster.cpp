// Groups of real data, scored: known values of iris, and what theory says of them.
#include <cmath>

#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Result measured(const std::string& source, const std::string& method, int groups, const std::string& more = "") {
  const std::string at = "measure.cluster.";
  return first_run(study_from("data.source = \"" + source + "\"\nmeasure.kind = \"cluster\"\nreplicates.count = 1\n" + at + "method = \"" + method +
                             "\"\n" + at + "groups = " + std::to_string(groups) + "\n" + at + "references = 3\n" + at + "pairs = 3\n" + more));
}

double foretold(const Result& r, const char* theory) {
  const auto p = get(theories(), theory, "theory").make(Settings{})->predict(r.facts, r.words);
  return p ? p->values.at(0) : std::nan("");
}

TEST(ClusterSubject, OneGroupHasWhatOneGroupHas) {
  const Result r = measured("iris", "k_means", 1);
  EXPECT_NEAR(r.scores.at("inertia"), 1, 1e-12);
  EXPECT_NEAR(r.scores.at("seeding_inertia"), 2, 4 * 0.685 / std::sqrt(100.)) << "four standard errors; in the mean exactly 2 (Arthur & Vassilvitskii 2007, Lemma 3.1)";
  EXPECT_EQ(r.scores.at("class_agreement"), 0);
  for (const char* none : {"silhouette", "stability", "davies_bouldin"}) {
    EXPECT_FALSE(r.scores.contains(none));
    EXPECT_EQ(r.words.at(missing(none)),
              std::string(none) == "stability" ? "subsamples have one group, or no more rows than groups" : "one group has none");
  }
}

TEST(ClusterSubject, BoundsOfTheoryAreKept) {
  for (const char* source : {"iris", "wine"})
    for (const char* method : {"k_means", "agglomerative", "mini_batch_k_means"})
      for (const int k : {1, 2, 3, 4, 9}) {
        const Result r = measured(source, method, k, "measure.cluster.mini_batch_k_means.steps = 10\n");
        const double least = foretold(r, "principal_inertia");
        EXPECT_TRUE(std::isfinite(least) || k > 4);
        EXPECT_GE(r.scores.at("inertia"), std::isfinite(least) ? least * (1 - 1e-12) : 0) << source << method << k;
        if (std::string(method) != "k_means") continue;
        EXPECT_LE(r.scores.at("seeding_inertia"), foretold(r, "k_means_seeding")) << source << k;
        EXPECT_GT(r.scores.at("seeding_inertia"), 1);
      }
  EXPECT_NEAR(foretold(measured("iris", "k_means", 3), "zador_elbow"), -0.5, 1e-15);
}

TEST(ClusterSubject, FindsSpeciesOfWineAndNotWithOtherNumbers) {
  const double two = measured("wine", "k_means", 2).scores.at("class_agreement"), three = measured("wine", "k_means", 3).scores.at("class_agreement"),
               six = measured("wine", "k_means", 6).scores.at("class_agreement");
  EXPECT_GT(three, 0.8);
  EXPECT_LT(two, three - 0.2);
  EXPECT_LT(six, three - 0.2);
}

TEST(ClusterSubject, AWayHasItsSettingsUnderItsName) {
  const Result ward = measured("iris", "agglomerative", 3), single = measured("iris", "agglomerative", 3, "measure.cluster.agglomerative.linkage = \"single\"\n");
  EXPECT_NE(ward.scores.at("inertia"), single.scores.at("inertia"));
  try {
    measured("iris", "agglomerative", 3, "measure.cluster.agglomerative.linkage = \"wards\"\n");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "measure.cluster.agglomerative.linkage = \"wards\" is not one of its words");
  }
  EXPECT_THROW(measured("iris", "k_means", 3, "measure.cluster.k_means.restart = 3\n"), Error);
  const Result far = measured("iris", "density", 3, "measure.cluster.density.reach = 0.001\n");
  EXPECT_EQ(far.words.at("no_silhouette"), "no group was found");
  EXPECT_FALSE(far.scores.contains("inertia"));
}

TEST(ClusterSubject, NumbersAsTargetsHaveNoClasses) {
  const Result r = measured("diabetes", "k_means", 2);
  EXPECT_EQ(r.words.at("no_class_agreement"), "the target is no class");
  EXPECT_TRUE(r.scores.contains("silhouette"));
}

}  // namespace
}  // namespace paribus
