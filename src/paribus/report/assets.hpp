#pragma once
// The page's files, carried inside the program: users need neither node nor a network.

#include <string_view>

namespace paribus::assets {

std::string_view markup();  ///< page/template.html
std::string_view style();   ///< page/style.css
std::string_view theme();   ///< page/theme.json: what the figures' styles look like on light and dark paper
std::string_view script();  ///< page/page.js
std::string_view vega();
std::string_view vega_lite();
std::string_view vega_embed();
std::string_view vega_interpreter();  ///< evaluates Vega's expressions without eval, which the page forbids itself

}  // namespace paribus::assets
