#include "paribus/store/database.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "paribus/base/error.hpp"

namespace paribus {
namespace {

/// SQLite's failure in the user's words: what, and what to do about it.
[[noreturn]] void fail(sqlite3* handle, const std::string& path) {
  const int code = sqlite3_errcode(handle), number = sqlite3_system_errno(handle);
  const std::string store = "'" + path + "'", said = sqlite3_errmsg(handle);
  const std::string why = " (" + said + (number ? std::string(": ") + std::strerror(number) : "") + ")";
  const bool full = code == SQLITE_FULL || (code == SQLITE_IOERR && (number == ENOSPC || number == EDQUOT));
  if (full)
    throw Error("the disk is full: " + store + " could not be written",
                "make room and run again; every acknowledged result is kept");
  switch (code) {
    case SQLITE_IOERR:
      throw Error("the disk failed while " + store + " was read or written" + why,
                  "check the disk or copy the folder to another one, then run again; every acknowledged result is kept");
    case SQLITE_CANTOPEN: case SQLITE_READONLY: case SQLITE_PERM: case SQLITE_AUTH:
      throw Error(store + " cannot be opened" + why,
                  "check the permissions of the file and of its folder, or choose another folder");
    case SQLITE_NOTADB:
      throw Error(store + " is not a store of Paribus (it is not an SQLite database)",
                  "move it away and run again, or choose another folder");
    case SQLITE_CORRUPT:
      throw Error(store + " is damaged (" + said + ")", "restore it from a copy, or move it away and run again");
    case SQLITE_BUSY: case SQLITE_LOCKED:
      throw Error(store + " is locked by another program", "close that program (an SQLite browser?) and run again");
    case SQLITE_NOMEM: throw std::bad_alloc();
    default:
      throw Error(store + " cannot be read as a store of Paribus (" + said + ")",
                  "move it away and run again, or choose another folder");
  }
}

}  // namespace

Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::check(int code) const {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_db_handle(handle_), path_);
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  check(code);
  return code == SQLITE_ROW;
}

void Statement::reset() { sqlite3_reset(handle_); }  // its code repeats the failure of the last step
void Statement::bind(int i, std::int64_t x) { check(sqlite3_bind_int64(handle_, i, x)); }
void Statement::bind(int i, double x) { check(sqlite3_bind_double(handle_, i, x)); }
void Statement::bind(int i, const std::string& s) {
  check(sqlite3_bind_text64(handle_, i, s.data(), s.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::bind(int i, const Blob& b) {
  // An empty BLOB needs a pointer all the same: a null one is bound as NULL.
  check(sqlite3_bind_blob64(handle_, i, b.bytes.empty() ? "" : b.bytes.data(), b.bytes.size(), SQLITE_TRANSIENT));
}

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))) : "";
}
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }
double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }

Database::Database(const std::string& path, Access access) : path_{path} {
  try {
    // Readers too open it for writing if they may: the last to leave clears SQLite's two helper files away.
    open(path, access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
    if (access == Access::read && !readable() && ::access((path + "-wal").c_str(), F_OK) != 0) {
      // SQLite wants to write beside the file even to read it. Without a log there is no writer, so where that is
      // not allowed the file alone is the store.
      std::string uri = "file:";
      for (const char c : path) uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
      sqlite3_close(std::exchange(handle_, nullptr));
      open(uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    }
    // The file may come from a stranger (sqlite.org/security.html): nothing in its schema may run.
    for (const int shut : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_TRUSTED_SCHEMA})
      sqlite3_db_config(handle_, shut, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_busy_timeout(handle_, 5000);
    run("PRAGMA cell_size_check = ON");
    if (access == Access::read) run("PRAGMA query_only = ON");
    if (const std::string found = text("PRAGMA quick_check(1)"); found != "ok")
      throw Error("'" + path_ + "' is damaged (" + found + ")", "restore it from a copy, or move it away and run again");
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close(handle_); }

void Database::open(const std::string& name, int flags) {
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr);
  if (!handle_) throw std::bad_alloc();
  if (code != SQLITE_OK) fail(handle_, path_);
}

bool Database::readable() const {
  const int code = sqlite3_exec(handle_, "SELECT * FROM sqlite_schema", nullptr, nullptr, nullptr);
  return code != SQLITE_CANTOPEN && code != SQLITE_READONLY;
}

Statement Database::prepare(std::string_view sql) const {
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &handle, nullptr) != SQLITE_OK)
    fail(handle_, path_);
  return {handle, path_};
}

std::int64_t Database::number(std::string_view sql) const {
  Statement s = prepare(sql);
  return s.step() ? s.integer(0) : 0;
}

std::string Database::text(std::string_view sql) const {
  Statement s = prepare(sql);
  return s.step() ? s.text(0) : "";
}

Transaction::~Transaction() {
  // After a full disk SQLite may have undone the work already; otherwise it is ours to undo.
  if (!sqlite3_get_autocommit(database_.handle_)) sqlite3_exec(database_.handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace paribus
