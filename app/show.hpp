#pragma once
// What a command prints of a session.

#include "app/session.hpp"

namespace paribus {

/// What the study asks for: runs, family, judge, the smallest p it can reach.
std::string summary(Session&);

/// The answer on stdout, as a table and the page's path, or as JSON; nothing if --quiet.
void show(const Answer&, const Session&, const Arguments&);

}  // namespace paribus
