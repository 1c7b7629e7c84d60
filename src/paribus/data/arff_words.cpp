#include "paribus/data/arff_words.hpp"

#include <algorithm>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

constexpr bool blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

bool same_letters(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y; });
}

bool ArffWords::line() {
  const auto b = source_->bytes;
  for (p_ = std::max(next_, p_); p_ < b.size(); p_ = next_) {
    end_ = std::min(b.find_first_of("\r\n", p_), b.size());
    next_ = end_ + (b.substr(end_, 2) == "\r\n" ? 2 : 1);
    if (!at_end()) return true;
  }
  return false;
}

void ArffWords::blanks() {
  while (p_ < end_ && blank(source_->bytes[p_])) ++p_;
}

bool ArffWords::at_end() {
  blanks();
  return p_ == end_ || source_->bytes[p_] == '%';
}

bool ArffWords::next_is(char c) { return !at_end() && source_->bytes[p_] == c; }

bool ArffWords::skip(char c) {
  const bool there = next_is(c);
  p_ += there;
  return there;
}

ArffWord ArffWords::word() {
  ArffWord out;
  const bool nothing = at_end();
  out.offset = p_;
  const auto b = source_->bytes;
  if (nothing || b[p_] == ',' || b[p_] == '}' || b[p_] == '{') refuse("a value is missing here", "write ? for a missing value", p_);
  if (b[p_] == '\'' || b[p_] == '"') {
    quoted(out);
    return out;
  }
  for (; p_ < end_ && !blank(b[p_]) && b[p_] != ',' && b[p_] != '{' && b[p_] != '}'; ++p_) {
    if (b[p_] == '%') refuse("a % inside a value", "put the value between quotation marks, or a blank before the comment", p_);
    out.text += b[p_];
  }
  return out;
}

void ArffWords::quoted(ArffWord& out) {
  const auto b = source_->bytes;
  const char mark = b[p_++];
  out.quoted = true;
  for (;; ++p_) {
    if (p_ >= end_) refuse("this quotation mark is never closed", std::string("add the closing ") + mark + " on the same line", out.offset);
    char c = b[p_];
    if (c == mark) break;
    if (c == '\\' && p_ + 1 < end_) {
      c = b[++p_];
      c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
    out.text += c;
  }
  ++p_;
  if (p_ < end_ && !blank(b[p_]) && b[p_] != ',' && b[p_] != '}' && b[p_] != '{')
    refuse("text after the closing quotation mark", std::string("write \\") + mark + " for a quotation mark inside", p_);
}

void ArffWords::refuse(const std::string& what, const std::string& advice, std::size_t offset) const { throw Error(what, advice, source_->where(offset)); }

}  // namespace paribus
