#include "paribus/report/contour.hpp"

#include <array>
#include <cassert>
#include <cmath>

namespace paribus {

std::vector<Segment> contour(View x, View y, const Matrix& z, double level) {
  assert(z.rows == y.size() && z.columns == x.size());
  std::vector<Segment> out;
  for (std::size_t i = 0; i + 1 < z.rows; ++i)
    for (std::size_t j = 0; j + 1 < z.columns; ++j) {
      struct Corner {
        double x, y, z;
      };
      const std::array<Corner, 4> c{{{x[j], y[i], z(i, j)},
                                     {x[j + 1], y[i], z(i, j + 1)},
                                     {x[j + 1], y[i + 1], z(i + 1, j + 1)},
                                     {x[j], y[i + 1], z(i + 1, j)}}};
      if (!std::isfinite(c[0].z + c[1].z + c[2].z + c[3].z)) continue;
      std::array<std::pair<double, double>, 4> cut;  // of the sides that are crossed, in order around the cell
      std::size_t n = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        const Corner &a = c[k], &b = c[(k + 1) % 4];
        if ((a.z < level) == (b.z < level)) continue;
        const double t = (level - a.z) / (b.z - a.z);
        cut[n++] = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
      }
      const auto draw = [&](std::size_t p, std::size_t q) {
        out.push_back({cut[p].first, cut[p].second, cut[q].first, cut[q].second});
      };
      if (n == 2) draw(0, 1);
      if (n < 4) continue;
      // All four sides: corners 0 and 2 are on one side of the level, 1 and 3 on the other.
      const bool joined = ((c[0].z + c[1].z + c[2].z + c[3].z) / 4 < level) == (c[0].z < level);
      if (joined) draw(0, 1), draw(2, 3);  // around corners 1 and 3
      else draw(3, 0), draw(1, 2);         // around corners 0 and 2
    }
  return out;
}

}  // namespace paribus
