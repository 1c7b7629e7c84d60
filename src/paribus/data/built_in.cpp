// The files of data/, taken into the program by the assembler, so that it works from any folder, and what is
// known of each. data/README.md says more.
#include "paribus/data/built_in.hpp"

// Between two symbols in read-only memory. PARIBUS_DATA_FOLDER is set for this file alone, by CMake.
#define PARIBUS_EMBED(name)                                     \
  asm(".section .rodata\n"                                      \
      ".global paribus_data_" #name "\n"                        \
      ".global paribus_data_" #name "_end\n"                    \
      ".balign 16\n"                                            \
      "paribus_data_" #name ":\n"                               \
      ".incbin \"" PARIBUS_DATA_FOLDER "/" #name ".csv\"\n"     \
      "paribus_data_" #name "_end:\n"                           \
      ".byte 0\n"                                               \
      ".previous\n");                                           \
  extern "C" const char paribus_data_##name[], paribus_data_##name##_end[];

PARIBUS_EMBED(iris)
PARIBUS_EMBED(wine)
PARIBUS_EMBED(breast_cancer)
PARIBUS_EMBED(digits)
PARIBUS_EMBED(diabetes)

namespace paribus {

std::string_view built_in_bytes(std::string_view name) {
#define PARIBUS_EMBEDDED(word) if (name == #word) return {paribus_data_##word, paribus_data_##word##_end}
  PARIBUS_EMBEDDED(iris);
  PARIBUS_EMBEDDED(wine);
  PARIBUS_EMBEDDED(breast_cancer);
  PARIBUS_EMBEDDED(digits);
  PARIBUS_EMBEDDED(diabetes);
  return {};
}

const std::vector<BuiltIn>& built_in_sets() {
  static const std::string uci = "CC BY 4.0 (UCI); this copy by way of scikit-learn, BSD-3-Clause";
  static const std::vector<BuiltIn> all{
      {"iris", "three species of iris by the size of their petals and sepals", "classification",
       "R. A. Fisher 1936; UCI Machine Learning Repository, 'Iris'", uci, 150, 4, 3},
      {"wine", "three cultivars of Italian wine by chemical analysis", "classification",
       "M. Forina et al. 1988 (PARVUS); UCI Machine Learning Repository, 'Wine'", uci, 178, 13, 3},
      {"breast_cancer", "malignant and benign tumors by the shape of cell nuclei in microscope images", "classification",
       "W. H. Wolberg, W. N. Street & O. L. Mangasarian 1995; UCI Machine Learning Repository, "
       "'Breast Cancer Wisconsin (Diagnostic)'", uci, 569, 30, 2},
      {"digits", "handwritten digits as images of 8 x 8 pixels", "classification",
       "E. Alpaydin & C. Kaynak 1998 (test part); UCI Machine Learning Repository, "
       "'Optical Recognition of Handwritten Digits'", uci, 1797, 64, 10},
      {"diabetes", "progress of diabetes after one year by age, sex, blood pressure and serum", "regression",
       "B. Efron, T. Hastie, I. Johnstone & R. Tibshirani 2004, 'Least Angle Regression', Annals of Statistics 32",
       "no licence stated by the authors; this copy by way of scikit-learn, BSD-3-Clause", 442, 10, 0},
      {"fashion_mnist", "articles of clothing as gray images of 28 x 28 pixels", "classification",
       "H. Xiao, K. Rasul & R. Vollgraf 2017, 'Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning "
       "Algorithms', arXiv:1708.07747; its 60,000 training images, then its 10,000 test images",
       "MIT (Expat), Zalando SE 2017", 70000, 784, 10, "dataset-fashion-mnist"},
  };
  return all;
}

}  // namespace paribus
