#pragma once
// What subjects that follow a flow ask of a setup. Each throws Error, in the subject's name, where it is not so.

#include "paribus/learner/descent.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {

void ask_gradient(const std::string& subject, const Setup&);         ///< a model that is trained by one
void ask_all_rows(const std::string& subject, const Setup&);         ///< at every step: no batches
void ask_float64(const std::string& because, const Setup&);          ///< "float32 would hide the gap in its rounding"
void ask_plain_descent(const std::string& subject, const Setup&);    ///< gradient descent, at a rate as it is given

/// How many steps of that length, each the learning rate, make the time.
std::uint64_t ask_whole_steps(double time, double rate);
/// The same where a step takes another time than its rate; nothing if they make no whole number from 1 to 1e8.
std::optional<std::uint64_t> whole_steps(double time, double step);

/// What theories of a flow ask of a run in words: its optimizer, whether its objective is a quadratic and else why not, and
/// that its field bends, if it does (ReLU).
Words words_of(const std::string& optimizer, const Bench&);

}  // namespace paribus
