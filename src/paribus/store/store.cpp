#include "paribus/store/store.hpp"

#include <cassert>
#include <ctime>
#include <filesystem>
#include <stdexcept>

#include "paribus/base/error.hpp"
#include "paribus/store/database.hpp"
#include "paribus/base/json.hpp"
#include "paribus/store/lock.hpp"
#include "paribus/store/packing.hpp"

namespace paribus {
namespace {

constexpr std::int64_t application = 0x50617269;  // "Pari": tells our files from other SQLite databases
constexpr std::int64_t version = 1;               // of the tables below

constexpr const char* tables[] = {
    R"(CREATE TABLE identity (data TEXT NOT NULL, numerics INTEGER NOT NULL, program TEXT NOT NULL,
  created TEXT NOT NULL) STRICT)",
    R"(CREATE TABLE history (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, study TEXT NOT NULL, family TEXT NOT NULL,
  stopping TEXT NOT NULL, judge TEXT NOT NULL, margin REAL NOT NULL, level REAL NOT NULL, runs INTEGER NOT NULL,
  seen INTEGER NOT NULL, declared TEXT NOT NULL) STRICT)",
    // levels, words, names: JSON. numbers: float64, little-endian, in the order and lengths of names. digest: SHA-256.
    R"(CREATE TABLE runs (key TEXT PRIMARY KEY NOT NULL, subject TEXT NOT NULL, block TEXT NOT NULL,
  outcome TEXT NOT NULL, levels TEXT NOT NULL, words TEXT NOT NULL, names TEXT NOT NULL, numbers BLOB NOT NULL,
  seconds REAL NOT NULL, error TEXT NOT NULL, digest BLOB NOT NULL) STRICT)",
    "CREATE TABLE counts (what TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (what, item)) STRICT, WITHOUT ROWID",
    "CREATE TABLE notes (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID"};

std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

bool blank(const Database& db) { return db.number("SELECT count(*) FROM sqlite_schema") == 0; }

void create(const Database& db, const Store::Identity& identity) {
  Transaction change{db};
  db.run("PRAGMA application_id = " + std::to_string(application));
  db.run("PRAGMA user_version = " + std::to_string(version));
  for (const auto* table : tables) db.run(table);
  db.prepare("INSERT INTO identity VALUES (?, ?, ?, ?)")
      .with(identity.data, std::int64_t{identity.numerics}, std::string(program_version), now()).run();
  change.commit();
}

/// Refuses a file that is not ours, or of a later version, or that only pretends.
void recognize(const Database& db) {
  const std::string store = "'" + db.path() + "'", away = "move it away and run again, or choose another folder";
  if (db.number("PRAGMA application_id") != application)
    throw Error(store + " is not a store of Paribus (it is an SQLite database of another program)", away);
  if (const auto found = db.number("PRAGMA user_version"); found != version)
    throw Error(store + " was written by another version of Paribus (store version " + std::to_string(found) +
                    "; this program reads " + std::to_string(version) + ")",
                "use that version, or " + away);
  for (const auto* table : tables)
    if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE sql = ?").with(std::string(table)).step())
      throw Error(store + " is not a store of Paribus (its tables are not ours)", away);
}

void compare(const Store::Identity& held, const Store::Identity& ours, const std::string& path) {
  const std::string store = "'" + path + "'", folder = std::filesystem::path(path).parent_path().string();
  const std::string anew = "or move '" + (folder.empty() ? path : folder) + "' away to start anew";
  if (held.numerics != ours.numerics)
    throw Error(store + " holds results of numerics version " + std::to_string(held.numerics) +
                    ", and this program computes version " + std::to_string(ours.numerics) +
                    ": their bits differ, so they cannot be mixed",
                "finish the study with the program that began it, " + anew);
  if (held.data != ours.data)
    throw Error("the data have changed since " + store + " was begun (SHA-256 " + held.data.substr(0, 12) +
                    "... then, " + ours.data.substr(0, 12) + "... now)",
                "restore the data, give the study another name, " + anew);
}

std::string bytes(const Hash& hash) { return {hash.bytes.begin(), hash.bytes.end()}; }

Record record(const Statement& row, const std::string& path) {
  Record r;
  r.key = row.text(0);
  try {
    r.result.subject = row.text(1);
    r.result.block = row.text(2);
    r.result.outcome = outcome_named(row.text(3));
    r.result.levels = json::choices(row.text(4));
    r.result.words = json::words(row.text(5));
    unpack({row.text(6), row.text(7)}, r.result);
    r.seconds = row.real(8);
    r.error = row.text(9);
    if (row.text(10) != bytes(digest(r))) throw std::invalid_argument("its digest differs");
  } catch (const std::invalid_argument& e) {
    throw Error("'" + path + "' is damaged (run " + r.key.substr(0, 12) + ": " + e.what() + ")",
                "restore it from a copy, or move it away and run again");
  }
  return r;
}

}  // namespace

struct Store::Connection {
  std::unique_ptr<Lock> lock;  // first, so that it outlives the database: closing that may write too
  Database db;
};

Store::Store(const std::string& path, const Identity& ours) {
  create_folder(std::filesystem::path(path).parent_path().string());
  auto lock = std::make_unique<Lock>(path + ".lock", path);
  file_.reset(new Connection{std::move(lock), {path, Database::Access::write}});
  const Database& db = file_->db;
  // Every commit reaches the disk before it is acknowledged: in WAL mode EXTRA means FULL, and while the store
  // is created (rollback journal) it syncs the folder too.
  db.run("PRAGMA synchronous = EXTRA");
  if (blank(db)) create(db, ours);
  recognize(db);
  compare(identity(), ours, path);
  db.run("PRAGMA journal_mode = WAL");
}

Store::Store(const std::string& path) {
  const Error none("there are no results at '" + path + "' yet", "run the study first");
  std::error_code problem;
  if (!std::filesystem::exists(path, problem)) throw none;
  file_.reset(new Connection{nullptr, {path, Database::Access::read}});
  if (blank(file_->db)) throw none;
  recognize(file_->db);
}

Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

Store::Identity Store::identity() const {
  Statement row = file_->db.prepare("SELECT data, numerics FROM identity");
  if (!row.step()) return {};
  return {row.text(0), static_cast<int>(row.integer(1))};
}

void Store::declare(const Protocol& p) {
  const Database& db = file_->db;
  Transaction change{db};
  if (db.text("SELECT hash FROM history ORDER BY id DESC LIMIT 1") == p.hash) return;
  const auto seen = db.number("SELECT count(*) FROM runs WHERE error = ''");
  db.prepare("INSERT INTO history VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .with(p.hash, p.study, p.family, p.stopping, p.judge, p.margin, p.level, static_cast<std::int64_t>(p.runs), seen,
            now()).run();
  change.commit();
}

std::vector<Declared> Store::history() const {
  Statement row = file_->db.prepare(
      "SELECT hash, study, family, stopping, judge, margin, level, runs, seen, declared FROM history ORDER BY id");
  std::vector<Declared> out;
  while (row.step())
    out.push_back({{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.real(5), row.real(6),
                    static_cast<std::uint64_t>(row.integer(7))},
                   static_cast<std::uint64_t>(row.integer(8)), row.text(9)});
  return out;
}

void Store::put(std::span<const Record> records) {
  const Database& db = file_->db;
  Transaction change{db};
  assert(db.number("SELECT count(*) FROM history") > 0 && "the plan is declared before the first result");
  // A failed record gives way to the next of its key; any other stays.
  Statement clear = db.prepare("DELETE FROM runs WHERE key = ? AND error <> ''");
  Statement add = db.prepare("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING");
  for (const auto& r : records) {
    assert(r.key.size() == 64 && "a key is 64 hexadecimal digits");
    clear.with(r.key).run();
    const Packing packing = packed(r.result);
    add.with(r.key, r.result.subject, r.result.block, std::string(word(r.result.outcome)),
             json::written(r.result.levels), json::written(r.result.words), packing.names, Blob{packing.values},
             r.seconds, r.error, Blob{bytes(digest(r))}).run();
  }
  change.commit();
}

bool Store::holds(const std::string& key) const {
  return file_->db.prepare("SELECT 1 FROM runs WHERE key = ? AND error = ''").with(key).step();
}

std::vector<std::string> Store::keys() const {
  Statement row = file_->db.prepare("SELECT key FROM runs WHERE error = '' ORDER BY key");
  std::vector<std::string> out;
  while (row.step()) out.push_back(row.text(0));
  return out;
}

void Store::each(const std::function<void(Record&&)>& visit) const {
  Statement row = file_->db.prepare("SELECT * FROM runs ORDER BY key");
  while (row.step()) visit(record(row, file_->db.path()));
}

std::vector<Record> Store::all() const {
  std::vector<Record> out;
  each([&](Record&& r) { out.push_back(std::move(r)); });
  return out;
}

Hash Store::content(const std::function<bool(const std::string&)>& of) const {
  Hasher hasher;
  each([&](const Record& r) { if (!of || of(r.key)) hasher.add(bytes(digest(r))); });
  return hasher.done();
}

std::uint64_t Store::count(const std::string& what, const std::string& item) {
  file_->db.prepare("INSERT INTO counts VALUES (?, ?) ON CONFLICT DO NOTHING").with(what, item).run();
  return counted(what);
}

std::uint64_t Store::counted(const std::string& what) const {
  Statement row = file_->db.prepare("SELECT count(*) FROM counts WHERE what = ?");
  row.with(what).step();
  return static_cast<std::uint64_t>(row.integer(0));
}

void Store::remember(const std::string& name, const std::string& value) {
  file_->db.prepare("INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .with(name, value).run();
}

std::optional<std::string> Store::recall(const std::string& name) const {
  Statement row = file_->db.prepare("SELECT value FROM notes WHERE name = ?");
  if (!row.with(name).step()) return {};
  return row.text(0);
}

}  // namespace paribus
