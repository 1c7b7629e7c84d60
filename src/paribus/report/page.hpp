#pragma once
// The answer as one self-contained HTML file: no network, no server, no eval. A content security policy names
// the hash of each script and of the style, so that nothing else on the page can run.

#include "paribus/report/answer.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/report/json.hpp"

namespace paribus {

std::string page(const Answer&);

/// Writes page.html and figures/<id>.vl.json. Throws Error if the folder cannot be made or written.
void write_page(const Answer&, const std::string& folder);

/// A figure's specification with its rows and the light theme inside: it opens alone, in any Vega-Lite editor.
Json standalone(const Drawing&, const Answer&);

/// Everything the page says and draws, without the specifications.
Json content(const Answer&, const std::vector<Drawing>&);

}  // namespace paribus
