#pragma once
// What a study may not ask, found before its first run.

#include "paribus/study/run.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/study.hpp"

namespace paribus {

/// Builds every part as it is set, chosen or not, and once per level. Throws Error at an illegal value's place.
void check_parts(const Study&);

/// Throws Error if splits are said to vary where a time decides them: one split, counted many times.
void check_time(const Study&);

/// Throws Error if levels are to be compared that are scored on different rows, while one split stays for all replicates.
void check_scored_rows(const Study&);

/// Throws Error if a factor's levels, all else equal, make the same runs: a setting of a part that no run uses.
void check_say(const Study&, std::span<const Run>);

/// Whether replicates of this run differ: something that varies between them has a say in it. (A network whose start is
/// fixed may do without one; what came out of it tells, report/verdicts.cpp.)
bool varies(const Study&, const Setup&);

/// Throws Error if the replicates would be copies: nothing that varies between them has a say in any run.
void check_replicates(const Study&);

}  // namespace paribus
