#pragma once
// A disk that fails or loses power when a test says so: an SQLite VFS over the real one.

#include <string>

namespace disk {

/// Makes the disk of this file SQLite's default. Nothing fails until told to. Real syncs are left out, since
/// only a real power loss could tell.
void install();

enum class Fault { full, broken };

/// The k-th write, sync or truncation from now fails (k counts from 0; a full disk fails only writes); with
/// `stays`, all after it fail too.
void fail(long k, Fault, bool stays);
void mend();
bool failed();  ///< since `fail`: a fault that never came to pass proves nothing

/// Starts to note what reaches the disk for sure (synced) and what may or may not (written since).
void watch();
/// Called at every write, sync, truncation or deletion while watching, before it happens.
void at_each(void (*)());
/// Writes into `folder` the files of `watch` as a power loss would leave them now: what was synced, and of the
/// later writes a random part chosen by `seed` (0: none, the drive's cache is lost).
void cut_power(const std::string& folder, unsigned seed);

}  // namespace disk
