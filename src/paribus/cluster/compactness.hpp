#pragma once
// How near points lie to their own group, and how far from others. Points in no group (no_group) are left out.

#include "paribus/cluster/clustering.hpp"

namespace paribus {

/// Mean of each group: groups x d. Every group has a point.
Matrix means_of(const Matrix& x, const Labels&, std::size_t groups);

/// Sum over groups of the squared distances of their points to their mean.
double within_squares(const Matrix& x, const Labels&, std::size_t groups);

/// Mean over points of (b - a) / max(a, b): a the mean distance to the others of its group, b the least mean distance to
/// another group; 0 for the only point of a group. In [-1, 1]. NaN below two groups, or if all are single points.
/// Costs n^2 d / 2. (Rousseeuw 1987)
double silhouette(const Matrix& x, const Labels&, std::size_t groups);

/// The same of these rows, each against all; those in no group are left out. Empty where silhouette is NaN. Costs n d for each row.
Vector silhouettes(const Matrix& x, const Labels&, std::size_t groups, const std::vector<std::uint32_t>& rows);

/// Mean over groups of the largest (s_i + s_j) / |m_i - m_j|: m the mean, s the mean distance of a group's points to it.
/// Small is good; 0 if all points lie on their means. NaN below two groups,
/// infinite if two means are the same. (Davies & Bouldin 1979)
double davies_bouldin(const Matrix& x, const Labels&, std::size_t groups);

}  // namespace paribus
