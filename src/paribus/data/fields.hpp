#pragma once
// The fields of delimited text, one after the other (RFC 4180, read generously).

#include "paribus/data/source.hpp"

namespace paribus {

struct CsvField {
  std::string_view raw;    ///< without quotation marks and without blanks at the ends
  std::size_t offset = 0;  ///< of its first byte in the source
  bool quoted = false;
  bool doubled = false;    ///< holds "" for "
  std::string text() const;
  std::string excerpt() const;  ///< for messages: printable, at most 60 bytes, whole characters
};

/// The delimiter that stands for any run of blanks and tabs, as in R's write.table.
inline constexpr char runs_of_blanks = ' ';

/// Walks through rows and their fields; neither copies nor allocates.
/// A row ends with LF, CRLF or a lone CR outside quotation marks; empty lines and lines of blanks are no rows.
/// Blanks around a field are dropped, inside quotation marks they are kept. A quotation mark inside a field that
/// does not begin with one is an ordinary character. Throws Error: no closing mark, text after a closing mark.
/// Blanks at the ends of a row separate nothing, even where they separate fields.
class Fields {
 public:
  Fields(const Source& source, char delimiter, std::size_t from)
      : source_{&source}, p_{from}, delimiter_{delimiter} {}
  bool row();            ///< goes to the start of the next row; false at the end
  bool next(CsvField&);     ///< the next field of this row; false after its last
  std::size_t offset() const { return p_; }  ///< the byte to be read next

 private:
  bool blank(std::size_t i) const {
    const char c = source_->bytes[i];
    return c == ' ' || (c == '\t' && delimiter_ != '\t');
  }
  bool ends(char c) const { return c == delimiter_ || c == '\n' || c == '\r' || (c == '\t' && delimiter_ == runs_of_blanks); }
  void quoted(CsvField&);
  void plain(CsvField&);
  void end_of_field();

  const Source* source_;
  std::size_t p_;
  char delimiter_;
  bool more_ = false;    ///< another field follows in this row
};

}  // namespace paribus
