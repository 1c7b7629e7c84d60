"""A small writer of SVG: shapes by class, colors by one style sheet for light and dark, text in the reader's font."""

STYLE = """
  text { font: 14px Inter, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; fill: #1b1d21 }
  .note { fill: #555a63; font-size: 13px } .head { font-weight: 650 } .end { text-anchor: end } .middle { text-anchor: middle }
  .paper { fill: #fdfdfb } .grid { stroke: #e8e8e2 } .axis { stroke: #b9bab5 } .one { stroke: #555a63 }
  .ours { fill: #0b66ad; stroke: #0b66ad } .hollow { fill: #fdfdfb; stroke: #0b66ad; stroke-width: 1.8 }
  .bar { stroke: #0b66ad; stroke-width: 2.2 } .thin { stroke: #0b66ad; stroke-width: 1.2 } .fit { stroke: #c04a00; stroke-width: 1.6 }
  .loud { fill: #c04a00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e9e9e4 } .note { fill: #b1b5bc } .paper { fill: #15171a } .grid { stroke: #2a2d32 } .axis { stroke: #4a4f57 }
    .one { stroke: #b1b5bc } .ours { fill: #62b0f0; stroke: #62b0f0 } .hollow { fill: #15171a; stroke: #62b0f0 }
    .bar, .thin { stroke: #62b0f0 } .fit { stroke: #f59b58 } .loud { fill: #f59b58 }
  }
"""


def escaped(s):
    return str(s).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Drawing:
    def __init__(self, width, title):
        self.width, self.title, self.shapes = width, title, []

    def line(self, x1, y1, x2, y2, kind):
        self.shapes.append(f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')

    def dot(self, x, y, kind, r=4.5):
        self.shapes.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>')

    def text(self, x, y, words, kind=""):
        self.shapes.append(f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escaped(words)}</text>')

    def svg(self, height):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height:.0f}" width="{self.width}" '
                f'height="{height:.0f}" role="img" aria-label="{escaped(self.title)}">\n<style>{STYLE}</style>\n'
                f'<rect class="paper" width="100%" height="100%"/>\n' + "\n".join(self.shapes) + "\n</svg>\n")
