#pragma once
// SQLite behind a thin wall: database.cpp is the only file that includes its header. Every failure becomes
// an Error that says what to do; nothing returns a code.

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace paribus {

/// One SQL statement; `?` are bound from left to right.
class Statement {
 public:
  Statement(Statement&& other) noexcept : handle_{std::exchange(other.handle_, nullptr)}, path_{std::move(other.path_)} {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  /// Starts anew with these values: integers, doubles, text, Blobs.
  template <class... Values>
  Statement& with(const Values&... values) {
    reset();
    int i = 0;
    (bind(++i, values), ...);
    return *this;
  }
  bool step();  ///< true: there is a row; false: the end
  void run() { while (step()) {} }

  std::string text(int column) const;  ///< of a TEXT or a BLOB
  std::int64_t integer(int column) const;
  double real(int column) const;

 private:
  friend class Database;
  Statement(sqlite3_stmt* handle, std::string path) : handle_{handle}, path_{std::move(path)} {}
  void reset();
  void bind(int i, std::int64_t);
  void bind(int i, double);
  void bind(int i, const std::string&);
  void bind(int i, const struct Blob&);
  void check(int code) const;

  sqlite3_stmt* handle_;
  std::string path_;
};

/// Bytes to be bound as a BLOB.
struct Blob { std::string_view bytes; };

class Database {
 public:
  enum class Access { read, write };
  Database(const std::string& path, Access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Statement prepare(std::string_view sql) const;
  void run(std::string_view sql) const { prepare(sql).run(); }
  /// The first column of the first row.
  std::int64_t number(std::string_view sql) const;
  std::string text(std::string_view sql) const;
  const std::string& path() const { return path_; }

 private:
  friend class Transaction;
  void open(const std::string& name, int flags);
  bool readable() const;
  std::string path_;
  sqlite3* handle_ = nullptr;
};

/// All or nothing: what is not committed is undone.
class Transaction {
 public:
  explicit Transaction(const Database& database) : database_{database} { database_.run("BEGIN IMMEDIATE"); }
  ~Transaction();
  void commit() { database_.run("COMMIT"); }

 private:
  const Database& database_;
};

}  // namespace paribus
