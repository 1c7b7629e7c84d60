#pragma once
// The trace of a symmetric operator from products with random probes.

#include "paribus/base/random.hpp"
#include "paribus/math/krylov.hpp"

namespace paribus {

/// Independent elements of mean 0 and variance 1: signs, or normal deviates.
enum class ProbeLaw { rademacher, gaussian };
/// Probe `number`, from the stream "<name's block>.<number>".
void fill_probe(ProbeLaw, const StreamName&, std::size_t number, Span out);

/// A mean over independent probes and its standard error (NaN below two probes).
struct ProbeMean { double value, error; };
ProbeMean probe_mean(View samples);

/// v^T A v for the probes v of numbers 0 .. probes-1. Its mean is tr A; its variance
/// is 2 (|A|_F^2 - sum a_ii^2) for signs and 2 |A|_F^2 for normal deviates: signs are never worse.
/// Sources: Hutchinson 1990; Avron & Toledo 2011.
Vector trace_samples(std::size_t n, const Operator&, std::size_t probes, ProbeLaw, const StreamName&);

/// The mean of trace_samples.
ProbeMean trace(std::size_t n, const Operator&, std::size_t probes, ProbeLaw, const StreamName&);

/// Hutch++ with about `products` products of A, shared in three: a random range Q of rank r, tr Q^T A Q exactly, and
/// Hutchinson's estimate of what Q leaves over, whose error is the one given (0 if nothing is left). For semidefinite A
/// it takes products ~ 1/error where plain probes take 1/error^2.
/// Source: Meyer, Musco, Musco & Woodruff 2021.
ProbeMean hutch_plus_plus(std::size_t n, const Operator&, std::size_t products, const StreamName&);

}  // namespace paribus
