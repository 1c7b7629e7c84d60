#include "paribus/data/source.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>

namespace paribus {

Where Source::where(std::size_t offset) const {
  std::size_t line = 1, start = 0;
  for (std::size_t i = 0; i < offset && i < bytes.size(); ++i) {
    const bool crlf = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
    if (bytes[i] == '\n' || (bytes[i] == '\r' && !crlf)) {
      ++line;
      start = i + 1;
    }
  }
  if (start == 0 && bytes.starts_with("\xEF\xBB\xBF")) start = 3;  // editors do not show the byte order mark
  std::size_t column = 1;
  for (std::size_t i = start; i < offset && i < bytes.size(); ++i)
    column += (static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80;  // continuation bytes are no characters
  return {name, static_cast<unsigned>(line), static_cast<unsigned>(column)};
}

void Bytes::Free::operator()(char* p) const { std::free(p); }

void Bytes::reserve(std::size_t room) {
  void* const larger = std::realloc(data.get(), room);
  if (!larger) throw std::bad_alloc();
  static_cast<void>(data.release());
  data.reset(static_cast<char*>(larger));
}

Bytes read_bytes(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    throw Error("'" + path + "' is a folder, not a file", "name one file in it");
  const auto close = [](std::FILE* f) { std::fclose(f); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  if (!file) throw Error("cannot open '" + path + "': " + std::strerror(errno), "check the path and its permissions");

  // Where the size is known one exact block is enough; pipes grow by doubling.
  const auto known = std::filesystem::file_size(path, ignored);
  std::size_t room = ignored || known == 0 ? 1 << 16 : static_cast<std::size_t>(known) + 1;
  Bytes out;
  out.reserve(room);
  for (;;) {
    const std::size_t got = std::fread(out.data.get() + out.size, 1, room - out.size, file.get());
    out.size += got;
    if (got == 0) break;
    if (out.size < room) continue;
    out.reserve(room *= 2);
  }
  if (std::ferror(file.get())) throw Error("cannot read '" + path + "': " + std::strerror(errno), "check the disk and try again");
  return out;
}

Place place(const std::string& path) {
  std::error_code ignored;
  const auto at = path.rfind('#');
  if (at == path.npos || at == 0 || std::filesystem::exists(path, ignored)) return {path, ""};
  return {path.substr(0, at), path.substr(at + 1)};
}

namespace {

std::filesystem::path plain(const std::string& file) {
  std::filesystem::path out = std::filesystem::path(file).filename();
  for (const char* packed : {".gz", ".bz2", ".xz"})
    if (out.extension() == packed) return out.stem();
  return out;
}

}  // namespace

std::string ending(const std::string& path) {
  std::string out = plain(place(path).file).extension().string();
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string stem(const std::string& path) {
  const Place at = place(path);
  return at.table.empty() ? plain(at.file).stem().string() : at.table;
}

}  // namespace paribus
