#include "paribus/data/examples.hpp"

namespace paribus {

DataSettings::DataSettings(const Settings& s)
    : source{s.word("source", "", {}, "a built-in data set by name, or the path of a file")},
      target{s.word("target", "", {}, "the column to be predicted; the last one if not given")},
      validation{s.real("split.validation", 0.2, {0, 1, true, true}, "share of the rows by which choices are made")},
      test{s.real("split.test", 0.2, {0, 1, true, true}, "share of the rows that is scored once, at the end")},
      stratify{s.flag("split.stratify", true, "keep the share of every class in every part (classification only)")},
      scale{s.word("scale", "standard", {"standard", "none"},
                   "of number columns: mean 0 and standard deviation 1 on the training part, or as they are")},
      impute{s.word("impute", "none", {"none", "mean", "most_frequent"},
                    "what replaces missing values: nothing (they are an error), or the training part's mean (of a "
                    "column of categories: its most frequent one), or its most frequent value")},
      rows{static_cast<std::size_t>(s.integer("rows", 0, {0, 4294967295},
                                              "use at most this many rows, drawn at random with the split, class shares kept "
                                              "if split.stratify says so; 0: all"))},
      encode{s.word("encode", "one_hot", {"one_hot", "treatment"},
                    "a column of categories becomes a column of 0 and 1 for each of them, or for each but the first in "
                    "alphabetical order, which is the baseline (what models without a penalty need)")},
      weights{s.word("weights", "", {}, "the column that says how often each row counts when a model is fitted; scores count every row once")},
      groups{s.word("groups", "", {}, "the column that says which rows belong together, such as those of one patient: they stay in one part")},
      time{s.word("time", "", {}, "the column that says when: the latest rows are the test part, those before them the validation part; words count by the alphabet, as dates like 2026-01-31 do")},
      ignore{s.words("ignore", {}, {}, "columns that are no features, such as names and numbers of rows")},
      target_type{s.word("target_type", "auto", {"auto", "number", "class"},
                         "whether the target is a number or the name of a class; auto: words are classes, and so are whole numbers "
                         "of at most 20 different values")},
      components{static_cast<std::size_t>(s.integer("components", 0, {0, 100000},
                                                    "so many columns are made of all features before a model sees them, by what the training part says; 0: none"))},
      reduce{s.word("reduce", "pca", {"pca", "randomized_pca", "gaussian", "sparse"},
                    "what these columns are: principal components, exact or by random subspace iteration, or random projections with normal or with sparse numbers")},
      whiten{s.flag("whiten", false, "principal components are scaled to variance 1 on the training part")} {
  if (!groups.empty() && !time.empty())
    throw Error("data.groups and data.time both say which rows come into which part", "leave one of them out", s.find("time")->where);
  if (validation + test < 1) return;
  const Value* given = s.find("split.test") ? s.find("split.test") : s.find("split.validation");
  throw Error("validation and test take " + shortest(validation) + " + " + shortest(test) + " of the rows and leave none for training",
              "choose shares that add up to less than 1, for example 0.2 and 0.2", given ? given->where : Where{});
}

}  // namespace paribus
