#pragma once
// Written by tests/reference/make_evidence.py. Do not edit.
#include <vector>

namespace reference {
inline const std::vector<double> one{0.02, 0.01, 0.03, -0.01, 0.02, 0.015, 0.005, 0.025, 0.01, 0.02};
inline constexpr double one_t_p = 0.0030304197197245325;
inline const std::vector<double> one_t_interval{0.006334966985345313, 0.022665033014654685};
inline constexpr double one_corrected_p = 0.02193616449186037;
inline const std::vector<double> one_corrected_interval{0.002636482072815657, 0.02636351792718434};
inline constexpr double one_flip_p = 0.009765625;
inline const std::vector<double> family{0.994, 1.573, -0.535, -1.05, 0.182, 2.179, 2.08, 0.186, -0.612, -0.736, -1.717, -1.524, -2.512, 0.239, -2.831, 1.108, -1.607, -0.652, 0.031, 0.237, 0.639, -0.206, -0.237, -1.859, -0.543, -1.364, 0.731, 1.459, 0.941, 1.289, -0.44, 1.684, 0.535, 2.443, 2.806, 3.719};
inline const std::vector<double> family_p{0.35546875, 0.0859375, 0.3828125, 0.01953125};
inline const std::vector<double> family_low{-0.7935349804651578, -2.5539196278564216, -1.2539563769843762, 0.2029995276255021};
inline const std::vector<double> family_high{1.9039794249096023, 0.2801418500786441, 0.6826230436510429, 3.0050004723744976};
inline const std::vector<double> family_holm{0.4076861414878156, 0.08163693878180862, 0.4076861414878156, 0.019558981956836627};
inline const std::vector<double> family_equivalence{0.0695359990771287, 0.41413995383101576, 0.0058691699475272125, 0.595373873957286};
inline constexpr double power = 0.8030968566475513;
inline const std::vector<double> band{0.353, -0.347, -0.079, 0.311, -0.4, -0.118, 0.068, -0.485, -0.171, -0.311, 0.286, 0.032, 0.479, 0.234, 0.372, 0.175, 1.126, 0.869, 0.605, 1.255, 1.194, 1.58, 0.857, 0.726, 0.566, -0.158, 0.607, 1.146, 0.734, 0.222, 1.182, 0.823, 0.892, 0.871, 0.96, 1.142, 0.48, 0.932, 0.847, 1.341, -2.311, -1.509, -1.818, -1.513, -2.211, -1.758, -1.891, -2.449};
inline const std::vector<double> band_left{2.0, 3.0, 4.0};
inline const std::vector<double> band_low{-1.548285437814057, -1.3601703508182452, -0.3562918461222073, -1.0448113209536594, -0.6066094757328577, -3.452448207600076};
}  // namespace reference
