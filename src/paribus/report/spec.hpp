#pragma once
// What the specifications of several figures share. A specification names styles and ranges ("theory",
// "category"); page/theme.json says what they look like on light and on dark paper.

#include "paribus/report/figure.hpp"

namespace paribus {

/// Blanks known to every figure: "panels" and "series" (labels in order), "columns" (panels side by side),
/// "panel" (the facet channel), "color" and "dash" (channels by series).
Json::Object blanks(const Answer&);

/// Labels as data values: told apart even when two levels are shown by the same words.
std::string panel_key(const Answer&, std::size_t panel);
std::string series_key(const Answer&, std::size_t series);
std::string series_and_facet(const Answer&, std::size_t series, std::size_t facet);  ///< "Adam · batch size 32"

std::string row_label(const Answer&, std::size_t series, std::size_t facet);  ///< "Adam · 32": short enough for a phone
std::string rows_named(const Answer&);  ///< " Each row names its optimizer and its batch size."; nothing without facets

std::size_t panel_count(const Answer&);  ///< at least 1
std::size_t series_count(const Answer&);
std::size_t facet_count(const Answer&);

std::vector<Key> series_keys(const Answer&, const Json::Array& rows);  ///< of the series drawn; empty for a single one
// Of the tracks of a portrait: the flow first, then the optimizers.
std::string track_kind(std::size_t track);                ///< "flow", "track": picks the mark
std::string track_key(const Answer&, std::size_t track);  ///< as series_key
std::vector<Key> track_keys(const Answer&);

/// Names as data values: those that look the same, cut short perhaps, get spaces at their end.
std::vector<std::string> told_apart(std::vector<std::string> names);

std::string drawn_facet(const Answer&);  ///< " Drawn: batch size all." when a figure shows the first facet only

}  // namespace paribus
