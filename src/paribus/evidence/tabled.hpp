#pragma once
// Results that someone else made: the rows of a table, judged by the same rules as our own.

#include "paribus/data/source.hpp"
#include "paribus/evidence/judge.hpp"
#include "paribus/evidence/result.hpp"

namespace paribus {

struct TableQuestion {
  std::string treatment, score;         ///< names of columns: what was changed, what came out
  std::vector<std::string> blocks;      ///< columns that together name a block ("seed", "dataset"): scores of one block are paired
  std::string reference;                ///< the treatment that others are held against; "": the first to appear
  bool higher_is_better = true;         ///< says which side a run without a finite score falls on
  std::string judge = "sign_flip";
  Family family;
};

/// One Result per row: the treatment's word under its column's name, its score, its block ("seed=3, dataset=iris").
/// Treatments and blocks are words even where they look like numbers. An empty, NaN or infinite score is a run
/// that diverged: kept, and ranked last. Throws Error (file:line:column): unknown column, a score that is a
/// word, a treatment or block left empty, two rows of one treatment in one block.
Results results_from_table(const Source&, const TableQuestion&);
Results results_from_table(const std::string& path, const TableQuestion&);

struct Judgement {
  std::string reference;
  std::vector<std::string> treatments;  ///< in order of appearance, without the reference
  std::vector<Verdict> verdicts;        ///< of treatment - reference, one per treatment
  std::size_t blocks = 0;
  std::size_t diverged = 0;             ///< results without a finite score
};

/// Every treatment against the reference, as one family. Throws Error: fewer than two treatments, an unknown
/// reference, a treatment not measured in every block (they are named), a family that cannot reject.
Judgement judge_results(const Results&, const TableQuestion&);

}  // namespace paribus
