#pragma once
// Optimizers on a quadratic are linear: along an eigenvector with eigenvalue l the error e follows a recursion of two
// terms, (e(t+1), e(t)) = A (e(t), e(t-1)), from e(-1) = e(0).
//   gradient descent  A = [1-hl, 0; 1, 0]      momentum  A = [1+b-hl, -b; 1, 0]
//   Nesterov          A = [(1+b)(1-hl) , -b(1-hl); 1, 0] for the point y where gradients are taken

#include <cstdint>
#include <optional>
#include <string>

namespace paribus {

/// e(t) / e(0), rate h, velocity kept b: A to the power t by squaring, exact also where its roots coincide, where rates
/// alone are wrong. Nothing if that optimizer is not a linear iteration.
std::optional<double> left_over(const std::string& optimizer, double h, double b, double l, std::uint64_t t);

}  // namespace paribus
