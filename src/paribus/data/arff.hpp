#pragma once
// ARFF, Weka's format (I. H. Witten, E. Frank & M. A. Hall, Data Mining, 3rd ed. 2011, section 2.4), to a Dataset.
//
// Lines      UTF-8. A % begins a comment at the start of a line or behind a blank; inside a value without quotation marks
//            it is an Error, since Weka would drop the rest of the line. Keywords in any case.
// Vocabulary      plain, or between ' or ", with \' \" \\ \n \r \t \% inside.
// Attribute  numeric, real, integer: numbers (? and NaN missing). {a, b}: categories in the order declared. string:
//            categories in order of first appearance. date ["format"]: seconds since 1970-01-01 UTC, with a note; formats
//            of yyyy MM dd HH mm ss SSS, default yyyy-MM-dd'T'HH:mm:ss. relational is refused. What follows the type on
//            its line, such as a range, is not read, with a note.
// Row        one value per attribute, between commas or blanks; or {index value, ...} with indices from 0, ascending,
//            where what is left out is 0, or the first of the declared words (Weka's rule).
// Weight     a last {number}: a column `weight` of that role; rows without it weigh 1.
// Target     the last attribute unless another is named.
//
// Memory: the bytes and the table.

#include "paribus/data/dataset.hpp"
#include "paribus/data/source.hpp"

namespace paribus {

Dataset read_arff(const Source&, const std::string& target);

struct ArffAttribute {
  enum class Kind { number, nominal, text, date };
  std::string name;
  Kind kind = Kind::number;
  std::vector<std::string> words;  ///< of a nominal attribute
  std::string format;              ///< of a date
};

/// The declarations, up to the line behind @data, where `rows_at` then points.
std::vector<ArffAttribute> read_arff_header(const Source&, std::size_t& rows_at, std::vector<std::string>& notes);

/// Seconds since 1970-01-01 UTC, NaN if the text does not follow the format. A format of other letters than the
/// known: known_date_format is false.
double read_date(std::string_view text, std::string_view format);
bool known_date_format(std::string_view format);

}  // namespace paribus
