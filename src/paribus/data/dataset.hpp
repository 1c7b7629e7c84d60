#pragma once
// One table of real examples. It never changes once read; a split or a transform makes a new thing.

#include <span>
#include <string>
#include <vector>

#include "paribus/base/catalogue.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

enum class Role { feature, target, weight, group, time, id };

struct Column {
  std::string name;
  Role role = Role::feature;
  bool categorical = false;
  Vector values;                         ///< n numbers; NaN: missing; if categorical: the index into categories
  std::vector<std::string> categories;   ///< in order of first appearance, or sorted numerically if all are numbers
};

struct Provenance {
  std::string origin;    ///< where the bytes came from: a path, or a citation for a built-in set
  std::string licence;   ///< "" if not known
  std::string sha256;    ///< of the bytes read
};

enum class Task { regression, classification };

struct Dataset {
  std::string name;
  Provenance provenance;
  std::vector<Column> columns;           ///< all of one length
  std::vector<std::string> notes;        ///< every repair and oddity found while reading, one sentence each
  std::size_t rows() const { return columns.empty() ? 0 : columns[0].values.size(); }
  const Column* target() const;          ///< the column with Role::target, or nothing
  std::size_t features() const;          ///< columns with Role::feature
  Task task() const;                     ///< classification if the target is categorical
};

struct Expected;   // data/expected.hpp

/// Turns one file format into a Dataset. Throws Error with file:line:column and reason.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual bool recognizes(const std::string& path) const = 0;   ///< by its ending
  /// `target`: a column name, or "" for the last column. A target is categorical if its values are words, or
  /// whole numbers with at most 20 distinct values; data.target_type may say otherwise later.
  virtual Dataset read(const std::string& path, const std::string& target) const = 0;
  /// Only the expected columns, as they are expected (data/expected.hpp).
  virtual Dataset read_expected(const std::string& path, std::span<const Expected>) const;
};
const Catalogue<Reader>& readers();

/// A built-in set by name ("digits"), else a file by path. Throws Error naming the nearest built-in set.
Dataset load(const std::string& source, const std::string& target = "");

/// Name, one-line summary, origin and licence of every built-in set. A set with a `package` is not inside the program:
/// that Debian package brings its files.
struct BuiltIn {
  std::string name, summary, task, origin, licence;
  std::size_t rows, features, classes;
  std::string package = {};
  std::string subject = {};   ///< the field it comes from: "medicine"
  std::string path = {};      ///< of a set that a reader reads as it is: "/usr/lib/R/...#name"
  std::string target = {}, left_out = {};   ///< columns; those left out name rows or tell the answer, between semicolons
  std::string domains = {};   ///< natural domains: a column (regions, years, schools), or the set that is the other domain
  std::string sha256 = {};    ///< the first 16 digits of its fingerprint
};
const std::vector<BuiltIn>& built_in_sets();
bool installed(const BuiltIn&);   ///< it can be loaded: it is inside the program, or its files are there

/// SHA-256 of what a table says: names, roles, categories and values, not the bytes of its file.
std::string fingerprint(const Dataset&);

}  // namespace paribus
