// Judges a table and writes its page with no training code linked: results of other tools need none.
#include <iostream>

#include "paribus/evidence/tabled.hpp"
#include "paribus/report/judged.hpp"
#include "paribus/report/page.hpp"

int main(int argc, char** argv) {
  using namespace paribus;
  if (argc != 3) return 2;
  TableQuestion q;
  q.treatment = "optimizer", q.score = "accuracy", q.blocks = {"seed"};
  q.family = {0.01, 0.05, 0};
  const Results results = results_from_table(argv[1], q);
  const Judgement j = judge_results(results, q);
  write_page(answer_of_table(argv[1], results, q, j), argv[2]);
  std::cout << j.verdicts.size() << " verdict over " << j.blocks << " blocks, corrected p = " << j.verdicts[0].p << '\n';
}
