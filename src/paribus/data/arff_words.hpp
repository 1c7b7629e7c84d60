#pragma once
// The words of ARFF, line by line.

#include "paribus/data/source.hpp"

namespace paribus {

struct ArffWord {
  std::string text;
  bool quoted = false;
  std::size_t offset = 0;  ///< of its first byte in the source
};

/// Walks through the lines that hold more than blanks and comments.
class ArffWords {
 public:
  ArffWords(const Source& source, std::size_t from) : source_{&source}, p_{from}, end_{from} {}
  bool line();                      ///< goes to the next such line; false at the end of the file
  bool at_end();                    ///< nothing but blanks and a comment are left of this line
  bool next_is(char c);             ///< after blanks
  bool skip(char c);                ///< as next_is, and goes past it
  ArffWord word();                  ///< after blanks; throws Error: no closing mark, a % inside, nothing there
  std::string rest() const { return std::string(source_->bytes.substr(p_, end_ - p_)); }
  std::size_t offset() const { return p_; }
  std::size_t next_line() const { return next_; }  ///< where the line after this one begins
  [[noreturn]] void refuse(const std::string& what, const std::string& advice, std::size_t offset) const;

 private:
  void blanks();
  void quoted(ArffWord&);

  const Source* source_;
  std::size_t p_, end_, next_ = 0;
};

bool same_letters(std::string_view a, std::string_view lower);  ///< whatever their case

}  // namespace paribus
