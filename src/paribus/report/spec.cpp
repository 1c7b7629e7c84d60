#include "paribus/report/spec.hpp"

#include <algorithm>
#include <set>

#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

std::string distinct(const Answer::Group& g, std::size_t i, const std::string& label) {
  const auto n = std::count(g.labels.begin(), g.labels.end(), i < g.labels.size() ? g.labels[i] : "");
  return n > 1 && i < g.levels.size() ? label + " (" + g.levels[i] + ")" : label;
}

std::size_t at_least_one(const Answer::Group& g) { return std::max<std::size_t>(1, g.levels.size()); }

}  // namespace

std::size_t panel_count(const Answer& a) { return at_least_one(a.panels); }
std::size_t series_count(const Answer& a) { return at_least_one(a.series); }
std::size_t facet_count(const Answer& a) { return at_least_one(a.facets); }

std::string panel_key(const Answer& a, std::size_t p) { return distinct(a.panels, p, panel_label(a, p)); }
std::string series_key(const Answer& a, std::size_t s) { return distinct(a.series, s, series_label(a, s)); }

std::string series_and_facet(const Answer& a, std::size_t s, std::size_t f) {
  if (facet_count(a) < 2) return series_key(a, s);
  const std::string facet = facet_words(a, f);
  return a.series.levels.empty() ? facet : series_key(a, s) + " · " + facet;
}

std::string row_label(const Answer& a, std::size_t s, std::size_t f) {
  if (facet_count(a) < 2 || a.series.levels.empty()) return series_and_facet(a, s, f);
  return series_key(a, s) + " · " + facet_label(a, f);
}

std::string rows_named(const Answer& a) {
  if (facet_count(a) < 2 || a.series.levels.empty()) return "";
  return " Each row names its " + a.series.label + " and its " + a.facets.label + ".";
}

Json::Object blanks(const Answer& a) {
  Json::Array panels, series, dashes;
  for (std::size_t p = 0; p < panel_count(a); ++p) panels.emplace_back(panel_key(a, p));
  // Solid lines in four hues; the third is dotted, since Nesterov's curve often lies on momentum's and must not
  // hide it. From the fifth level on the hues come again, dashed.
  static const Json solid{Json::Array{1, 0}}, dotted{Json::Array{2, 4}}, dashed{Json::Array{7, 4}},
      mixed{Json::Array{7, 3, 1, 3}};
  for (std::size_t s = 0; s < series_count(a); ++s) {
    series.emplace_back(series_key(a, s));
    dashes.push_back(s >= 8 ? mixed : s >= 4 ? dashed : s == 2 ? dotted : solid);
  }
  const std::size_t columns = panels.size() <= 4 ? panels.size() : 3;
  return {{"panels", panels},
          {"series", series},
          {"columns", columns},
          {"panel",
           Json::Object{
               {"field", "panel"}, {"type", "nominal"}, {"sort", panels}, {"header", Json::Object{{"title", Json{}}}}}},
          {"color", Json::Object{{"field", "series"},
                                 {"type", "nominal"},
                                 {"legend", Json{}},
                                 {"scale", Json::Object{{"domain", series}, {"range", "category"}}}}},
          {"dash", Json::Object{{"field", "series"},
                                {"type", "nominal"},
                                {"legend", Json{}},
                                {"scale", Json::Object{{"domain", series}, {"range", dashes}}}}}};
}

std::vector<Key> series_keys(const Answer& a, const Json::Array& rows) {
  std::vector<Key> out;
  const auto drawn = [&](const std::string& key) {
    return std::any_of(rows.begin(), rows.end(), [&](const Json& row) {
      const Json* series = row.find("series");
      return series && std::get<std::string>(series->is) == key;
    });
  };
  if (a.series.levels.size() > 1)
    for (std::size_t s = 0; s < a.series.levels.size(); ++s)
      if (drawn(series_key(a, s))) out.push_back({"series", series_label(a, s), s});
  return out;
}

std::string track_kind(std::size_t track) { return track ? "track" : "flow"; }

std::string track_key(const Answer& a, std::size_t track) { return track ? series_key(a, track - 1) : "gradient flow"; }

std::vector<Key> track_keys(const Answer& a) {
  std::vector<Key> out{{"curve", "gradient flow"}};
  for (std::size_t i = 1; i < a.portrait.tracks.size(); ++i) out.push_back({"series", portrait_name(a, i), i - 1});
  return out;
}

std::vector<std::string> told_apart(std::vector<std::string> names) {
  std::set<std::string> seen;
  for (auto& name : names)
    while (name.empty() || !seen.insert(name).second) name += " ";
  return names;
}

std::string drawn_facet(const Answer& a) { return facet_count(a) < 2 ? "" : " Drawn: " + facet_words(a, 0) + "."; }

}  // namespace paribus
