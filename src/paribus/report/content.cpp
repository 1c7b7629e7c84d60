// The page's data block: sentences, tables and rows, all as finished texts.
#include <algorithm>
#include <cmath>
#include <map>

#include "paribus/base/text.hpp"
#include "paribus/report/page.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {

namespace {

Json said(const Line& line) {
  Json::Array out;
  for (const auto& piece : line)
    if (!piece.text.empty()) out.push_back(Json::Object{{"text", piece.text}, {"strong", piece.strong}});
  return out;
}

/// A column that no study filled (no facets, no panels) is left out.
Json table(const Table& t) {
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < t.heads.size(); ++j)
    if (!t.heads[j].empty() || std::any_of(t.rows.begin(), t.rows.end(), [&](auto& row) { return !row[j].empty(); }))
      kept.push_back(j);
  Json::Array heads, rows;
  for (const auto j : kept) heads.emplace_back(t.heads[j]);
  for (const auto& row : t.rows) {
    Json::Array cells;
    for (const auto j : kept) cells.emplace_back(row[j]);
    rows.emplace_back(std::move(cells));
  }
  return Json::Object{{"heads", heads}, {"rows", rows}};
}

Json figure(const Drawing& d, std::size_t number, bool leads) {
  Json::Array keys;
  for (const auto& k : d.keys) keys.push_back(Json::Object{{"mark", k.mark}, {"text", k.text}, {"series", k.series}});
  return Json::Object{{"id", d.id},           {"number", "Figure " + std::to_string(number)},
                      {"lead", leads},        {"finding", d.finding},
                      {"caption", d.caption}, {"alt", d.alt},
                      {"keys", keys},         {"table", table(d.table)},
                      {"open", d.open},       {"rows", d.rows}};
}

Json verdicts(const Answer& a, bool headed) {
  const bool at =
      std::any_of(a.verdicts.begin(), a.verdicts.end(), [](auto& r) { return !r.at.empty() || !r.against.empty(); });
  Json::Array groups;
  for (std::size_t p = 0; p < panel_count(a); ++p) {
    Json::Array rows;
    for (const auto& r : a.verdicts) {
      if (r.panel != p) continue;
      const auto& v = r.verdict;
      Json::Array cells{difference(a, v.effect), difference_span(a, v.low, v.high), text::p_value(v.p)};
      if (at) cells.emplace_back(r.at), cells.emplace_back(r.against);
      cells.emplace_back(text::count(v.runs));
      rows.push_back(Json::Object{{"change", r.change}, {"finding", std::string(word(v.finding))}, {"cells", cells}});
    }
    if (!rows.empty()) groups.push_back(Json::Object{{"label", short_label(panel_label(a, p))}, {"rows", rows}});
  }
  Json::Array heads{"effect", text::percent(1 - a.plan.level) + " interval", "p, corrected"};
  if (at) heads.emplace_back("stands at"), heads.emplace_back("against");
  heads.emplace_back("runs");
  return Json::Object{{"heading", headed ? verdict_finding(a) : ""},
                      {"heads", heads},
                      {"places", at ? Json::Array{3, 4} : Json::Array{}},
                      {"groups", groups},
                      {"caption", verdict_caption(a)},
                      {"note", verdict_note(a)}};
}

Json baselines(const Answer& a) {
  Json::Array groups;
  for (std::size_t i = 0; i < a.baselines.size();) {
    Json::Array rows;
    const std::string& of = a.baselines[i].rows;
    for (; i < a.baselines.size() && a.baselines[i].rows == of; ++i) {
      const auto& b = a.baselines[i];
      rows.push_back(Json::Object{{"strong", b.chosen}, {"cells", Json::Array{b.label, score(a, b.score.value, 1), score_span(a, b.score), text::count(b.runs)}}});
    }
    groups.push_back(Json::Object{{"label", of}, {"rows", rows}});
  }
  return Json::Object{{"heading", baseline_finding(a)}, {"heads", Json::Array{"model", a.metric.label, "95 % interval", "runs"}},
                      {"groups", groups}, {"caption", baseline_caption(a)}};
}

Json ran(const Answer& a) {
  Json::Array out;
  const auto say = [&](const char* what, const std::string& value) {
    if (!value.empty()) out.push_back(Json::Array{what, value});
  };
  const auto& r = a.ran;
  if (r.computed + r.reused)
    say("Runs", text::count(r.computed) + " computed" +
                    (r.reused ? ", " + text::count(r.reused) + " taken from the store" : "") +
                    (a.plan.thresholds ? ", with " + plural(a.plan.thresholds, "search for a breaking point",
                                                            "searches for breaking points")
                                       : ""));
  if (r.seconds > 0)
    say("Computing time",
        text::seconds(r.seconds) +
            (r.wall > 0 && r.computed
                 ? "; last session " + text::seconds(r.wall) + " on " + plural(r.threads, "thread", "threads") + ", " +
                       text::number(static_cast<double>(r.computed) / r.wall) + " runs/s"
                 : ""));
  say("Host", r.host);
  if (!r.version.empty())
    say("Version", "Paribus " + r.version + (r.numerics.empty() ? "" : ", numerics " + r.numerics));
  if (!r.version.empty()) say("Seed", std::to_string(a.plan.seed));
  std::string data = a.data.name;
  if (a.data.rows)
    data += ", " + plural(a.data.rows, "row", "rows") +
            (a.data.features ? ", " + plural(a.data.features, "feature", "features") : "") +
            (a.data.target.empty() ? "" : ", target " + a.data.target);
  say("Data", data);
  say("Origin", a.data.origin);
  say("License", a.data.licence);
  say("SHA-256", a.data.sha256);
  for (const auto& note : a.data.notes) say("Note on the data", note);
  if (a.plan.test_openings) say("Test part opened", plural(a.plan.test_openings, "time", "times"));
  for (const auto& h : a.plan.history) say("History", h);
  return out;
}

}  // namespace

Json content(const Answer& a, const std::vector<Drawing>& drawn) {
  Json::Array spoken, figures;
  const auto sentences = answers(a);
  for (const auto& line : sentences) spoken.push_back(said(line));
  std::size_t number = 0;
  bool effects_lead = false, has_effects = false;
  for (const auto& d : drawn) {
    const bool lead = number == 0 && d.spec.find("usermeta")->find("lead");
    effects_lead = effects_lead || (lead && d.id == "effects");
    has_effects = has_effects || d.id == "effects";
    figures.push_back(figure(d, ++number, lead));
  }
  Json out = Json::Object{{"title", a.title},      {"meta", meta(a)},      {"deck", said(deck(a))},
                          {"answers", spoken},     {"figures", figures},   {"reading", Json::array(reading(a))},
                          {"methods", methods(a)}, {"study", a.ran.study}, {"ran", ran(a)}};
  // Sentences stand in the columns of the panels below them, where there is one per panel.
  const bool aligned = sentences.size() == panel_count(a) && sentences.size() <= 4 && !effects_lead;
  out.put("columns", aligned                 ? sentences.size()
                     : sentences.size() == 4 ? std::size_t{2}
                                             : std::min<std::size_t>(3, std::max<std::size_t>(1, sentences.size())));
  out.put("aligned", aligned);
  if (!a.verdicts.empty()) out.put("verdicts", verdicts(a, effects_lead || !has_effects));
  if (!a.baselines.empty()) out.put("baselines", baselines(a));
  return out;
}

}  // namespace paribus
