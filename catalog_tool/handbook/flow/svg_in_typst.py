"""What svg.py writes, drawn by Typst with its own lines and letters.

Typst would take the SVG as an image, but then paints it on a canvas of its own first and
copies that: twice the time where a chart becomes a picture. It reads just what svg.py
writes; another element stops it, so that nothing is left out of a picture unseen
(tests/handbook/test_flow_in_typst.py).
"""

from __future__ import annotations

CHART = """
#let points(text) = text.split(" ").map(each => each.split(",").map(number => float(number) * 1pt))
#let length(attributes, name, default: "0") = float(attributes.at(name, default: default)) * 1pt
#let paint(text) = if text == "none" { none } else { rgb(text) }
#let pen(attributes) = if attributes.at("stroke", default: "none") != "none" {
  (
    paint: rgb(attributes.stroke),
    thickness: length(attributes, "stroke-width", default: "1"),
    dash: if "stroke-dasharray" in attributes {
      attributes.stroke-dasharray.split(" ").map(number => float(number) * 1pt)
    },
  )
}

#let path(data) = {
  let at = (0pt, 0pt)
  for (command, numbers) in data.matches(regex("([A-Z])([^A-Z]*)")).map(match => match.captures) {
    let found = numbers.split(" ").filter(number => number != "").map(number => float(number) * 1pt)
    if command == "M" { at = found; (curve.move(at),) }
    else if command == "H" { at.at(0) = found.first(); (curve.line(at),) }
    else if command == "V" { at.at(1) = found.first(); (curve.line(at),) }
    else if command == "C" { at = found.slice(4); (curve.cubic(found.slice(0, 2), found.slice(2, 4), at),) }
    else if command == "Z" { (curve.close(),) }
    else { panic("svg path: " + command) }
  }
}

#let words(it, size, family) = {
  let (x, y) = (length(it.attrs, "x"), length(it.attrs, "y"))
  let own = it.attrs.at("font-family", default: family).split(", ")
  let said = text(size: size, font: own, it.children.join(""))
  let anchor = it.attrs.at("text-anchor", default: "start")
  // A box too wide for any line, so that none is broken.
  if anchor == "start" { place(dx: x, dy: y, box(width: 1000pt, align(left, said))) }
  else if anchor == "end" { place(dx: x - 1000pt, dy: y, box(width: 1000pt, align(right, said))) }
  else { place(dx: x - 500pt, dy: y, box(width: 1000pt, align(center, said))) }
}

#let drawn(it, size, family) = {
  let a = it.attrs
  let look = (fill: paint(a.at("fill", default: "#000")), stroke: pen(a))
  if it.tag == "text" { words(it, size, family) }
  else if it.tag == "polyline" {
    let (first, ..rest) = points(a.points)
    place(curve(..look, curve.move(first), ..rest.map(point => curve.line(point))))
  }
  else if it.tag == "polygon" { place(polygon(..look, ..points(a.points))) }
  else if it.tag == "rect" {
    place(dx: length(a, "x"), dy: length(a, "y"), rect(
      ..look, width: length(a, "width"), height: length(a, "height"), radius: length(a, "rx"),
    ))
  }
  else if it.tag == "circle" {
    let radius = length(a, "r")
    place(dx: length(a, "cx") - radius, dy: length(a, "cy") - radius, circle(..look, radius: radius))
  }
  else if it.tag == "path" { place(curve(..look, ..path(a.d))) }
  else if it.tag == "g" {
    let (x, y) = if "transform" in a {
      a.transform.trim("translate(").trim(")").split(" ").map(number => float(number) * 1pt)
    } else { (0pt, 0pt) }
    let within = if "font-size" in a { length(a, "font-size") } else { size }
    place(dx: x, dy: y, it.children.map(child => drawn(child, within, family)).join())
  }
  else { panic("svg element: " + it.tag) }
}

#let chart(svg) = {
  let it = xml(bytes(svg)).first()
  // Lines were broken by widths without these: no room between scripts, letters stand on their line.
  set text(lang: "zh", cjk-latin-spacing: none, top-edge: "baseline", bottom-edge: "baseline")
  it.children.map(child => drawn(child, length(it.attrs, "font-size"), it.attrs.font-family)).join()
}
"""
"""Typst's function `chart(svg)`: the content of a drawing, from the upper left corner on."""
