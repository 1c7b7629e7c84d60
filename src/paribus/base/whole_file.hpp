#pragma once
// The one way in which a file is written: whole or not at all.

#include <string>
#include <string_view>

namespace paribus {

/// `bytes` as the file at `path`, by way of a draft in the same folder that is on disk before it takes the name: whoever
/// reads, and whatever stops the program, finds the old file or the new one, which has the rights of the old. A link stays,
/// and what it names is replaced. What is no regular file (a device, a pipe) is written into and stays what it is; so is
/// /dev/stdout, wherever the shell has led it. Throws Error, and leaves no draft.
void write_whole(const std::string& path, std::string_view bytes);

}  // namespace paribus
