#pragma once
// What a study has measured, on disk: results/<study>/runs.db, one SQLite file that outlives crashes.
// The plan is written before the first run; records are added under the key of what they computed, so a run
// is never done twice and a study resumes by asking which keys are held.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "paribus/base/hash.hpp"
#include "paribus/base/numerics.hpp"
#include "paribus/evidence/result.hpp"

namespace paribus {

/// One run. `error` is empty unless the run failed by a bug of ours or for want of memory; a diverged run did
/// not fail. A failed record is not held: the run is due again, and its next record replaces this one.
struct Record {
  std::string key;      ///< 64 hexadecimal digits: hash of all that the run computes from
  Result result;
  double seconds = 0;   ///< of computing; no part of the record's content
  std::string error;
};

/// What was promised before the first run. The texts are the caller's; the store only keeps them.
struct Protocol {
  std::string hash;          ///< of the canonical plan: another hash is another plan
  std::string study;         ///< exact text of the study file
  std::string family;        ///< the comparisons that are corrected together
  std::string stopping;      ///< the stopping rule
  std::string judge;
  double margin = 0, level = 0;
  std::uint64_t runs = 0;    ///< planned
};

/// A protocol as it was declared.
struct Declared {
  Protocol protocol;
  std::uint64_t seen;        ///< results that were held by then: 0 for a plan made in advance
  std::string when;          ///< UTC, "2025-01-31T12:00:00Z"
};

/// One store, for one thread at a time. Every method throws Error when the disk is full, fails or is damaged;
/// what was acknowledged before stays intact, and the same call may be tried again.
class Store {
 public:
  /// What all records of a store have in common; a store of another identity is refused.
  struct Identity {
    std::string data;                   ///< hash of the data
    int numerics = numerics_version;
  };
  /// Opens or creates the store at `path` (and its folder) for writing. Throws Error with the ways out: in use
  /// by another process (which is named), not writable, damaged, not a store, other numerics, other data.
  Store(const std::string& path, const Identity&);
  /// Opens an existing store for reading; works beside a process that writes.
  explicit Store(const std::string& path);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  /// Writes the plan; must come before the first `put`. The plan declared last, again: nothing happens.
  /// Another one: appended to the history, with the number of results seen by then.
  void declare(const Protocol&);
  std::vector<Declared> history() const;

  /// Adds the records in one transaction: all or none. When it returns they survive `kill -9` and power loss.
  /// A key that is held already keeps its first record.
  void put(std::span<const Record>);
  bool holds(const std::string& key) const;            ///< a record that did not fail
  std::vector<std::string> keys() const;               ///< all held keys, ascending
  /// All records in the order of their keys, failed ones too, as one consistent view. Do not `put` within.
  void each(const std::function<void(Record&&)>&) const;
  std::vector<Record> all() const;
  /// Over all records (or those whose key is `of` interest) in the order of their keys, without their seconds: equal for
  /// equal results.
  Hash content(const std::function<bool(const std::string& key)>& of = nullptr) const;

  /// Notes that `item` happened to `what` (the test part was opened for this configuration); the same item
  /// counts once, so a resumed study does not count twice. Returns the count.
  std::uint64_t count(const std::string& what, const std::string& item);
  std::uint64_t counted(const std::string& what) const;

  void remember(const std::string& name, const std::string& value);   ///< replaces an earlier value
  std::optional<std::string> recall(const std::string& name) const;

  Identity identity() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> file_;
};

}  // namespace paribus
