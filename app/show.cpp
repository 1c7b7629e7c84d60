#include "app/show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "app/console.hpp"
#include "paribus/base/text.hpp"
#include "paribus/report/page.hpp"
#include "paribus/report/table.hpp"

namespace paribus {

std::string summary(Session& session) {
  const Study& s = session.study();
  std::size_t grid = 0, breaks = 0;
  for (const auto& r : session.runs()) ++(r.subject == "threshold" ? breaks : grid);
  const auto plain = [](std::uint64_t n) { return text::plain(text::count(n)); };
  std::string out = fmt::format("{}: {} training runs", s.path, plain(grid));
  if (breaks) out += fmt::format(", {} searches for the breaking point", plain(breaks));
  out += fmt::format(" ({} cells x {} replicates)\n", plain(grid / s.replicates.count), s.replicates.count);
  if (const std::size_t n = family_size(session.inquiry().question)) {
    const auto& judge = get(judges(), session.inquiry().judge, "judge");
    const auto& question = session.inquiry().question;
    const auto blocks = std::find_if(question.factors.begin(), question.factors.end(), [&](const Levels& f) { return f.address == question.blocks; });
    const std::size_t sets = blocks == question.factors.end() ? 0 : blocks->values.size();
    const double least = judge.make(Settings{})->smallest_p(sets ? sets : s.replicates.count, n);
    out += fmt::format("{} {} of {} over {}, judged by {}{}\n", n, n == 1 ? "comparison" : "comparisons", session.inquiry().metric.label,
                       sets ? std::to_string(sets) + " data sets" : std::string(word(session.inquiry().population)), std::string(judge.label),
                       least > 0 ? fmt::format("; the smallest corrected p it can reach is {:.2g}", least) : "");
  }
  return out;
}

void show(const Answer& answer, const Session& session, const Arguments& a) {
  if (a.has("quiet")) return;
  if (a.has("json")) {
    std::cout << content(answer, drawings(answer)).indented() << '\n';
    return;
  }
  std::cout << terminal(answer, use_color(), use_utf8()) << "page: " << session.folder() << "/page.html\n";
}

}  // namespace paribus
