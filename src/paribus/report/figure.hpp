#pragma once
// A figure draws one side of the answer, or nothing when the study did not measure what it shows. It gives the
// numbers, the words and a Vega-Lite specification; the page's script only draws them.

#include <optional>

#include "paribus/base/catalogue.hpp"
#include "paribus/report/answer.hpp"
#include "paribus/report/json.hpp"

namespace paribus {

/// What people read instead of, or beside, a figure. Cells are ready-made texts.
struct Table {
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
};

/// One entry of the key under a figure: its mark and its words.
struct Key {
  std::string
      mark;  ///< "series", "hue" (a dot in the color of the series), "dot", "diamond", "theory", "band", "fell", "rose", "diverged", "share", "floor", "margin"
  std::string text;
  std::size_t series = 0;  ///< for the marks "series" and "hue": which color and dash
};

struct Drawing {
  std::string id;       ///< also the anchor: page.html#id
  std::string finding;  ///< what the figure shows, in a sentence without its full stop
  std::string caption;  ///< method and assumptions
  std::string alt;      ///< description, then finding
  Json spec;            ///< Vega-Lite; names its data `id`; `usermeta` tells the page how wide it may be
  Json::Array rows;     ///< numbers with their formatted texts
  Table table;
  std::vector<Key> keys = {};
  bool open = false;    ///< the table stands open from the start
};

class Figure {
 public:
  virtual ~Figure() = default;
  virtual bool leads() const { return false; }  ///< may stand on the first screen
  virtual std::optional<Drawing> draw(const Answer&) const = 0;
  /// Those after the first, of a figure that needs more than one drawing.
  virtual std::vector<Drawing> more(const Answer&) const { return {}; }
};
const Catalogue<Figure>& figures();

/// What the answer has to draw, in the order of the page: the first one that may lead comes first.
std::vector<Drawing> drawings(const Answer&);

}  // namespace paribus
