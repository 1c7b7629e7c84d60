#include "paribus/data/fields.hpp"

#include "paribus/base/text.hpp"

namespace paribus {

std::string CsvField::text() const {
  std::string out(raw);
  if (doubled)
    for (std::size_t at = 0; (at = out.find("\"\"", at)) != out.npos; ++at) out.erase(at, 1);
  return out;
}

std::string CsvField::excerpt() const {
  const std::string all = text();
  if (all.size() <= 60) return paribus::text::printable(all);
  std::size_t end = 57;
  while (end > 0 && (static_cast<unsigned char>(all[end]) & 0xC0) == 0x80) --end;
  return text::printable(all.substr(0, end)) + "...";
}

bool Fields::row() {
  const auto bytes = source_->bytes;
  for (;;) {
    std::size_t i = p_;
    while (i < bytes.size() && blank(i)) ++i;
    if (i == bytes.size()) {
      p_ = i;
      return more_ = false;
    }
    if (bytes[i] != '\n' && bytes[i] != '\r') return more_ = true;
    p_ = i + 1;
  }
}

bool Fields::next(CsvField& field) {
  if (!more_) return false;
  const auto bytes = source_->bytes;
  field = {{}, p_, false, false};
  std::size_t i = p_;
  while (i < bytes.size() && blank(i)) ++i;
  if (i < bytes.size() && bytes[i] == '"') {
    p_ = i;
    quoted(field);
  } else {
    p_ = i;
    plain(field);
  }
  end_of_field();
  return true;
}

void Fields::plain(CsvField& field) {
  const char *begin = source_->bytes.data() + p_, *end = source_->bytes.data() + source_->bytes.size(), *p = begin;
  while (p != end && !ends(*p)) ++p;
  const char* last = p;
  while (last != begin && blank(static_cast<std::size_t>(last - 1 - source_->bytes.data()))) --last;
  field.raw = {begin, static_cast<std::size_t>(last - begin)};
  field.offset = p_;
  p_ = static_cast<std::size_t>(p - source_->bytes.data());
}

void Fields::quoted(CsvField& field) {
  const auto bytes = source_->bytes;
  field.quoted = true;
  field.offset = p_;
  const std::size_t open = p_++;
  for (;; p_ += 2) {
    p_ = bytes.find('"', p_);
    if (p_ == bytes.npos)
      throw Error("this quotation mark is never closed", "add the closing \" or remove this one", source_->where(open));
    if (p_ + 1 >= bytes.size() || bytes[p_ + 1] != '"') break;
    field.doubled = true;
  }
  field.raw = bytes.substr(open + 1, p_ - open - 1);
  ++p_;
  while (delimiter_ != runs_of_blanks && p_ < bytes.size() && blank(p_)) ++p_;
  if (p_ < bytes.size() && !ends(bytes[p_]))
    throw Error("text after the closing quotation mark", "write \"\" for a quotation mark inside a quoted field",
                source_->where(p_));
}

void Fields::end_of_field() {
  const auto bytes = source_->bytes;
  if (delimiter_ == runs_of_blanks) {   // they separate, unless the row ends behind them
    while (p_ < bytes.size() && blank(p_)) ++p_;
    more_ = p_ < bytes.size() && bytes[p_] != '\n' && bytes[p_] != '\r';
    if (more_) return;
  } else {
    more_ = p_ < bytes.size() && bytes[p_] == delimiter_;
  }
  if (p_ < bytes.size()) p_ += !more_ && bytes[p_] == '\r' && p_ + 1 < bytes.size() && bytes[p_ + 1] == '\n' ? 2 : 1;
}

}  // namespace paribus
