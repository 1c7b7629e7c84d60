#pragma once
// Numbers and lists as people read them. Used by every sentence, table and figure label.

#include <cstdint>
#include <string>
#include <vector>

namespace paribus::text {

/// `k` significant figures, true minus, thin spaces between thousands, powers of ten instead of e-notation:
/// "0.0416", "17 100", "2.3 x 10^-7" (with the typographic signs).
std::string number(double x, int k = 3);
std::string count(std::uint64_t n);                       ///< "7 440", with thin spaces
std::string percent(double x, int decimals = 0);          ///< 0.931 -> "93 %"
std::string signed_points(double x, int decimals = 1);    ///< a difference of shares in points: "+1.2", "-0.4", "0.0"
/// A level of a logarithmic grid, with `k` significant figures but no zeros at the end: "0.32", "1", "10^-4".
std::string rate(double x, int k = 2);
/// So many significant figures, `least` or more, that rate() tells these levels apart and writes no other number as 1.
int figures(std::vector<double> levels, int least = 2);
std::string ratio(double r);                              ///< measured over predicted: "133", "8.6", "0.999", "1/24"
std::string p_value(double p);                            ///< "< 0.001", "0.013", "1.00"
std::string span(const std::string& low, const std::string& high);   ///< "a to b"
std::string list(const std::vector<std::string>& items);  ///< "a, b and c"
std::string lower_first(std::string s);                   ///< "Adam" -> "adam"; "L2 penalty" and "PCA" stay as they are
std::string upper_first(std::string s);
std::string seconds(double s);                            ///< "0.8 s", "1 min 42 s", "2 h 5 min"
std::string plain(std::string s);                         ///< the same without typographic signs, for ASCII terminals
std::string printable(std::string_view s);                ///< control characters and escapes made visible, for terminals
std::size_t width(std::string_view s);                    ///< columns on a terminal (code points)
std::string padded(std::string_view s, std::size_t columns, bool right = false);

}  // namespace paribus::text
