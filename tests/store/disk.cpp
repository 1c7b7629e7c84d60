#include "disk.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <vector>

namespace disk {
namespace {

long left = -1;  // operations until the fault; negative: none is due
bool forever = false, fired = false, watching = false;
Fault fault{};
void (*observer)() = nullptr;

/// A write or, without bytes, a truncation.
struct Change {
  std::size_t at;
  std::string bytes;
  bool truncates;
};
/// One file as the disk has it: what is safe, and what is on its way.
struct Image {
  std::string safe;
  std::vector<Change> pending;
};
std::map<std::string, Image> images;  // by file name without folder

void apply(const Change& c, std::string& bytes) {
  if (c.truncates) return bytes.resize(c.at);
  if (bytes.size() < c.at + c.bytes.size()) bytes.resize(c.at + c.bytes.size());
  bytes.replace(c.at, c.bytes.size(), c.bytes);
}

/// SQLITE_OK, or the failure that is due.
int trouble(int kind) {
  if (observer && watching) observer();
  if (fault == Fault::full && kind != SQLITE_IOERR_WRITE) return SQLITE_OK;  // only writes need room
  const bool due = left == 0 || (fired && forever);
  if (left >= 0) --left;
  if (!due) return SQLITE_OK;
  fired = true;
  return fault == Fault::full ? SQLITE_FULL : kind;
}

struct File {
  sqlite3_file base;
  sqlite3_file* real;  // right behind this struct
  const char* name;    // owned by SQLite while the file is open; null: temporary
};
File* of(sqlite3_file* f) { return reinterpret_cast<File*>(f); }
sqlite3_file* real(sqlite3_file* f) { return of(f)->real; }

Image* image(sqlite3_file* f) {
  return watching && of(f)->name ? &images[std::filesystem::path(of(f)->name).filename()] : nullptr;
}

int write(sqlite3_file* f, const void* bytes, int n, sqlite3_int64 at) {
  if (const int code = trouble(SQLITE_IOERR_WRITE)) return code;
  if (auto* i = image(f))
    i->pending.push_back({static_cast<std::size_t>(at), {static_cast<const char*>(bytes), static_cast<std::size_t>(n)}, false});
  return real(f)->pMethods->xWrite(real(f), bytes, n, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 size) {
  if (const int code = trouble(SQLITE_IOERR_TRUNCATE)) return code;
  if (auto* i = image(f)) i->pending.push_back({static_cast<std::size_t>(size), "", true});
  return real(f)->pMethods->xTruncate(real(f), size);
}
int sync(sqlite3_file* f, int) {
  if (const int code = trouble(SQLITE_IOERR_FSYNC)) return code;
  if (auto* i = image(f)) {
    for (const auto& c : i->pending) apply(c, i->safe);
    i->pending.clear();
  }
  return SQLITE_OK;
}

// The rest passes through.
int close(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
int read(sqlite3_file* f, void* p, int n, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), p, n, at); }
int size(sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); }
int lock(sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); }
int unlock(sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); }
int reserved(sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); }
int control(sqlite3_file* f, int op, void* p) { return real(f)->pMethods->xFileControl(real(f), op, p); }
int sector(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int traits(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
int shm_map(sqlite3_file* f, int page, int n, int extend, void volatile** out) { return real(f)->pMethods->xShmMap(real(f), page, n, extend, out); }
int shm_lock(sqlite3_file* f, int at, int n, int flags) { return real(f)->pMethods->xShmLock(real(f), at, n, flags); }
void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int shm_unmap(sqlite3_file* f, int drop) { return real(f)->pMethods->xShmUnmap(real(f), drop); }

const sqlite3_io_methods methods = {2,    close,  read,     write,   truncate, sync,   size,    lock,     unlock,
                                    reserved, control, sector, traits, shm_map, shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};

sqlite3_vfs* below = nullptr;
sqlite3_vfs above;

int open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out) {
  of(f)->real = reinterpret_cast<sqlite3_file*>(of(f) + 1);
  of(f)->name = name;
  const int code = below->xOpen(below, name, of(f)->real, flags, out);
  f->pMethods = of(f)->real->pMethods ? &methods : nullptr;
  return code;
}
int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  if (observer && watching) observer();
  // Unless the folder is synced, a power loss may bring the file back; keep it, as the worse case.
  if (watching && sync_folder) images.erase(std::filesystem::path(name).filename());
  return below->xDelete(below, name, 0);
}

}  // namespace

void install() {
  if (below) return;
  below = sqlite3_vfs_find(nullptr);
  above = *below;
  above.zName = "disk";
  above.szOsFile = static_cast<int>(sizeof(File)) + below->szOsFile;
  above.xOpen = open;
  above.xDelete = remove;
  sqlite3_vfs_register(&above, 1);
}

void fail(long k, Fault what, bool stays) {
  left = k;
  fault = what;
  forever = stays;
  fired = false;
}
void mend() {
  left = -1;
  forever = false;
}
bool failed() { return fired; }

void watch() {
  images.clear();
  watching = true;
}
void at_each(void (*f)()) { observer = f; }

void cut_power(const std::string& folder, unsigned seed) {
  watching = false;
  std::mt19937 coin(seed);
  for (const auto& [name, image] : images) {
    std::string bytes = image.safe;
    for (const auto& change : image.pending)
      if (seed && coin() % 2) apply(change, bytes);
    std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
  }
  watching = true;
}

}  // namespace disk
