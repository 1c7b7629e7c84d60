#pragma once
// The words of the answer. A sentence is chosen by a rule over the numbers, and no sentence is chosen that the
// numbers do not support. The rules, one per line, are tested as a table (tests/report/sentences.cpp).

#include "paribus/report/answer.hpp"

namespace paribus {

/// A stretch of text; strong ones carry the finding.
struct Piece {
  std::string text;
  bool strong = false;
};
using Line = std::vector<Piece>;
std::string plain(const Line&);

/// How a measured breaking point stands to the predicted one.
enum class Agreement {
  sharp,    ///< the interval of measured / predicted lies in [0.98, 1.02]
  later,    ///< it lies above 1.02
  earlier,  ///< it lies below 0.98
  open,     ///< it allows both, or too few runs broke to tell
  unfound,  ///< no run broke within the search
  silent    ///< theory has no line here
};
Agreement agreement(const Answer::Ratio&);

/// The ratio that headlines a panel and series: objective bounded before descending, predicted at the start.
const Answer::Ratio* headline(const Answer&, std::size_t panel, std::size_t series);
/// Another one of the same panel and series, or nothing.
const Answer::Ratio* find_ratio(const Answer&, std::size_t panel, std::size_t series, std::string_view definition,
                                std::string_view against);

std::string breaks(const Answer::Ratio&);                   ///< "breaks 133 times later than theory says"
std::string stands(const Answer::Ratio&);                   ///< "at 302, predicted 2.27"
std::string definition_words(std::string_view definition);  ///< "bounded" -> what counts as a break, in words

Line deck(const Answer&);                    ///< the question's answer in one line
std::vector<Line> answers(const Answer&);    ///< one sentence per panel, or per comparison if nothing else is known

// Of a study that measures a quantity of its runs (law_words.cpp).
Line law_deck(const Answer&);
std::vector<Line> law_answers(const Answer&);          ///< one sentence per law of the question's quantity, or foretold
std::string law_name(const Answer&, const Answer::Law&);   ///< "Digits, gradient descent"; "" if there is but one
std::string law_slope(const Answer&, const Answer::Law&);  ///< "falls as η^−1.00 (−1.01 to −0.99)"; "" without a slope
std::string law_further(const Answer&, const Answer::Law&);  ///< " Stationary SDE comes within 5 % throughout."; may be empty
bool seeks(const Answer&);                                ///< whether the question's quantity advises a place along x
Line peak_deck(const Answer&);                            ///< what it advises, and what would have been true
std::vector<Line> peak_answers(const Answer&);            ///< one sentence per case: where each sought quantity is largest
std::string ratio_text(double);  ///< two decimals near 1, so that an interval's ends are as fine as its middle
std::string left_out(const Answer&, std::size_t quantity); ///< "8 of 60 runs are left out: they diverged"; "" if none

// Of many data sets (ranking_words.cpp).
std::vector<std::size_t> by_rank(const Answer&);   ///< the series, that of the best mean rank first
std::string rank_text(double);                     ///< "2.9"
Line ranking_deck(const Answer&);
std::string ranking_caption(const Answer&);

// Of optimizers beside the flow (portrait_words.cpp).
std::string portrait_name(const Answer&, std::size_t track);   ///< "gradient flow", "Adam"
std::string portrait_distances(const Answer&);                 ///< how far each strays from the flow; no full stop
Line portrait_deck(const Answer&);
std::vector<Line> portrait_answers(const Answer&);             ///< one sentence per optimizer
std::string spectrum_sentence(const Answer::Spectrum&);        ///< from where to where the eigenvalues reach; no full stop
std::string portrait_methods(const Answer&);
std::vector<std::string> portrait_reading(const Answer&);

std::string baseline_finding(const Answer&);  ///< whether the study's best beats them; heads their table
std::string baseline_caption(const Answer&);

// Of a table that nothing was learned from yet (table_words.cpp).
Line table_deck(const Diagnosis&);                             ///< how large it is, and what is to be predicted
std::vector<Line> table_answers(const Diagnosis&);             ///< one sentence for each thing that is looked for, found or not
std::string table_methods(const Answer&);
std::vector<std::string> table_reading(const Diagnosis&);
std::string balance_words(const Description&);                 ///< how evenly the classes share its rows; no full stop

// Of groups of a table's rows (group_words.cpp).
std::string structure_words(double silhouette);                ///< "a weak structure", by Kaufman & Rousseeuw 1990, table 2.4; "": no number
Line group_deck(const Answer&);
std::vector<Line> group_answers(const Answer&);                ///< what tells the groups apart, what each is like, known classes
std::string group_methods(const Answer&);
std::vector<std::string> group_reading(const Answer&);

std::string verdict_finding(const Answer&);  ///< heads the table of verdicts
std::string verdict_caption(const Answer&);  ///< method, family, population: beside every verdict
std::string verdict_note(const Answer&);     ///< what readers mistake about these verdicts; may be empty
std::string methods(const Answer&);          ///< a paragraph to paste
std::vector<std::string> reading(const Answer&);  ///< how to read the page
std::string meta(const Answer&);                  ///< "digits · 7 440 runs · 10 replicates"

// Words shared by figures and tables.
std::string score(const Answer&, double x, int decimals = 0);  ///< a score in the metric's own writing
std::string score_span(const Answer&, const Estimate&, int decimals = 1);
std::string difference(const Answer&, double x);  ///< a signed difference of scores
std::string difference_span(const Answer&, double low, double high);
std::string margin(const Answer&);                          ///< "1 point"
std::string panel_label(const Answer&, std::size_t panel);  ///< "Linear regression"; "" without panels
std::string panel_name(const Answer&, std::size_t panel);   ///< inside a sentence: "linear regression", "the network"
std::string series_label(const Answer&, std::size_t series);
std::string facet_label(const Answer&, std::size_t facet);
std::string facet_words(const Answer&, std::size_t facet);   ///< inside a sentence: "batch size 32", "batches of 32"
std::string band_text(const Answer&, const Answer::Band&);    ///< "0.01 to ≥ 10", "0.1"
std::string short_label(std::string label);        ///< up to the first comma that stands in no brackets
std::string level_text(const Answer&, double x);   ///< a level of the axis, in figures enough to tell it from the others
bool stands_out(const Answer::Share&);             ///< whether a factor's share lies above the noise floor
std::string steps_text(double steps);              ///< whole steps without decimals: "40", "40.5"
std::string unbroken(const std::string& formula);  ///< no line ends inside it
std::string plural(std::size_t n, const std::string& one, const std::string& many);  ///< "1 run", "2 runs"
std::string several(const std::string& label);                              ///< "rates", "penalties", "numbers of rows"; "components", which are several already
std::string at_a(const std::string& label, const std::string& number);      ///< "at a rate of 0.1", "at 9 components"

}  // namespace paribus
