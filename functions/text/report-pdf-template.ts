/**
 * The document in Typst. It reads `/document.json` and knows no sentence: data is never part of the source, so no
 * letter in it can become markup. Sizes and margins as in `report-docx-layout.ts`, from Decree 30/2020/NĐ-CP, annex I.
 * The line box holds ascent and descent of Tinos (0.891 and 0.216 em): stacked diacritics never touch a rule.
 */
export const template = String.raw`
#let d = json("/document.json")
#let indent = 12.7mm
#let (year, month, day) = d.properties.date.split("-").map(int)

#set document(
  title: d.properties.title,
  author: d.properties.author,
  date: datetime(year: year, month: month, day: day),
)
#set page(
  paper: "a4",
  margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm),
  header: context {
    set align(center)
    let page = counter(page).get().first()
    if page > 1 { str(page) } else if d.marking != none { strong(d.marking) }
  },
  footer: if d.marking != none { align(center, strong(d.marking)) },
)
#set text(font: "Tinos", size: 13pt, lang: "vi", fallback: false, overhang: false, top-edge: 0.891em, bottom-edge: -0.216em)
#set par(justify: true, leading: 0.05em, spacing: 6pt, first-line-indent: (amount: indent, all: true))
#set table(stroke: 0.5pt, inset: (x: 3pt, y: 2pt))
#set table.cell(breakable: false)

#let line-of(body, align-to: center, ..look) = block(spacing: 1pt, width: 100%, align(align-to, {
  set par(first-line-indent: 0pt, justify: false)
  text(..look, body)
}))
#let rule(length) = block(spacing: 0pt, width: 100%, inset: (top: 4pt, bottom: 3pt), align(center, line(length: length, stroke: 0.6pt)))
#let runs(parts) = for part in parts {
  let mark = part.at("mark", default: none)
  if mark == "strong" { strong(part.text) } else if mark == "emphasis" { emph(part.text) } else { part.text }
}

#show heading: it => {
  let weight = if it.level < 3 { "bold" } else { "regular" }
  let style = if it.level < 3 { "normal" } else { "italic" }
  block(above: 8pt, below: 4pt, sticky: true, {
    set par(justify: false)
    text(size: 13pt, weight: weight, style: style, h(indent) + it.body)
  })
}

#let title-of(body) = if body != none {
  block(above: 8pt, below: 4pt, sticky: true, width: 100%, align(center, {
    set par(first-line-indent: 0pt, justify: false)
    text(weight: "bold", style: "italic", body)
  }))
}

#let cell-of(kind, body, ..look) = align(
  if kind == "text" { left + horizon } else { center + horizon },
  text(size: 12pt, ..look, body),
)

#let table-of(block-data) = {
  set par(first-line-indent: 0pt, justify: false)
  title-of(block-data.title)
  let grouped = block-data.groups.any(group => group.title != none)
  let head(body, ..span) = table.cell(fill: luma(237), ..span, cell-of("number", body, weight: "bold"))
  block(above: 4pt, below: 12pt, breakable: not block-data.together, table(
    columns: block-data.widths.map(width => width * 1pt),
    table.header(
      ..for group in block-data.groups {
        if group.title == none {
          group.columns.map(column => head(column, rowspan: if grouped { 2 } else { 1 }))
        } else { (head(group.title, colspan: group.columns.len()),) }
      },
      ..for group in block-data.groups.filter(group => group.title != none) { group.columns.map(column => head(column)) },
    ),
    ..for row in block-data.rows {
      row.zip(block-data.columns).map(((body, column)) => cell-of(column.kind, body))
    },
    ..if block-data.total != none {
      block-data.total.zip(block-data.columns).map(((body, column)) => cell-of(column.kind, body, weight: "bold"))
    },
  ))
}

#let colours = (rgb("#1F4E79"), rgb("#C55A11"))
#let bars-of(block-data) = {
  set par(first-line-indent: 0pt, justify: false)
  set text(size: 10pt)
  let sums = range(block-data.categories.len()).map(i => block-data.series.map(each => each.values.at(i)).sum())
  let most = calc.max(1, ..sums)
  let bar(i) = stack(dir: ltr, ..block-data.series.enumerate().map(((n, each)) => {
    let share = each.values.at(i) / most
    rect(width: share * 100%, height: 5mm, fill: colours.at(n), inset: 0pt, align(center + horizon, if share > 0.025 {
      text(fill: white, each.labels.at(i))
    }))
  }))
  grid(
    columns: (55mm, 1fr),
    column-gutter: 2mm,
    row-gutter: 2mm,
    ..for (i, category) in block-data.categories.enumerate() {
      (align(right + horizon, category), align(left + horizon, bar(i)))
    },
  )
}

#let lines-of-series(block-data) = layout(size => {
  let height = 45mm
  let count = block-data.categories.len()
  let known = block-data.series.map(each => each.values.filter(value => value != none)).flatten()
  let most = calc.max(1, ..known)
  let step = size.width / count
  let at(i, value) = (step * (i + 0.5), height * (1 - value / most))
  let every = calc.ceil(count / 12)
  let labelled(i) = calc.rem(count - 1 - i, every) == 0
  block(width: 100%, height: height + 12mm, inset: (top: 5mm), {
    place(line(start: (0pt, height), end: (size.width, height), stroke: 0.5pt))
    for (n, each) in block-data.series.enumerate() {
      for (i, value) in each.values.enumerate() {
        if value == none { continue }
        let (x, y) = at(i, value)
        let next = each.values.at(i + 1, default: none)
        if next != none { place(line(start: (x, y), end: at(i + 1, next), stroke: 1.2pt + colours.at(n))) }
        place(dx: x - 1mm, dy: y - 1mm, circle(radius: 1mm, fill: colours.at(n)))
        if labelled(i) {
          place(dx: x - 10mm, dy: y - 5.5mm, box(width: 20mm, align(center, text(fill: colours.at(n), each.labels.at(i)))))
        }
      }
    }
    for (i, category) in block-data.categories.enumerate() {
      if labelled(i) { place(dx: step * i - 5mm, dy: height + 1mm, box(width: step + 10mm, align(center, category))) }
    }
  })
})

#let chart-of(block-data) = if block-data.categories.len() > 0 {
  set par(first-line-indent: 0pt, justify: false)
  title-of(block-data.title)
  set text(size: 10pt)
  figure(alt: block-data.words, block(breakable: false, {
    if block-data.shape == "bars" { bars-of(block-data) } else { lines-of-series(block-data) }
    block(above: 8pt, block-data.series.enumerate().map(((n, each)) => {
      box(width: 3mm, height: 3mm, fill: colours.at(n))
      h(1mm)
      each.name
    }).join(h(8mm)))
  }))
}

#let block-of(block-data, sticky: false) = {
  if block-data.type == "heading" { heading(level: block-data.level, block-data.text) }
  if block-data.type == "paragraph" { block(sticky: sticky, width: 100%, par(runs(block-data.runs))) }
  if block-data.type == "list" {
    list(marker: [], indent: 0pt, body-indent: 0pt, spacing: 6pt, ..block-data.items.map(item => block(width: 100%, par(first-line-indent: 0pt, { h(indent); "- "; runs(item) }))))
  }
  if block-data.type == "table" { table-of(block-data) }
  if block-data.type == "chart" { chart-of(block-data) }
}

// A sentence is not left behind by the table or list that it introduces, nor the last one by what ends the document.
#let blocks-of(blocks, last: false) = for (i, each) in blocks.enumerate() {
  let next = blocks.at(i + 1, default: none)
  block-of(each, sticky: if next == none { last } else { next.type in ("table", "list") })
}

#let letterhead(head) = grid(
  columns: (1fr, 90mm),
  row-gutter: 8pt,
  {
    line-of(head.parentBody, size: 12pt)
    line-of(head.issuingBody, size: 12pt, weight: "bold")
    layout(size => rule(0.4 * measure(width: size.width, text(size: 12pt, weight: "bold", head.issuingBody)).width))
  },
  {
    line-of(head.nation, size: 12pt, weight: "bold")
    line-of(head.motto, size: 13pt, weight: "bold")
    context rule(measure(text(size: 13pt, weight: "bold", head.motto)).width)
  },
  line-of(head.number),
  line-of(head.placeAndDate, style: "italic"),
)

#let lines-of(group, indent-label, indent-lines) = if group.lines.len() == 1 {
  line-of(group.label + " " + group.lines.first())
} else {
  for (each, left) in ((group.label, indent-label),) + group.lines.map(each => (each, indent-lines)) {
    line-of(align-to: start, h(left) + each)
  }
}

#letterhead(d.letterhead)
#v(14pt)
#line-of(d.kind, size: 14pt, weight: "bold")
#for each in d.subject { line-of(each, size: 14pt, weight: "bold") }
#rule(45mm)
#v(8pt)
#lines-of(d.addressees, 35mm, 52mm)
#v(8pt)

#blocks-of(d.body, last: true)

#block(breakable: false, above: 14pt, grid(
  columns: (1fr, 1fr),
  {
    line-of(align-to: left, size: 12pt, weight: "bold", style: "italic", d.recipients.label)
    for each in d.recipients.lines { line-of(align-to: left, size: 11pt, each) }
  },
  {
    for each in d.signature.capacity { line-of(weight: "bold", each) }
    v(20pt)
    line-of(style: "italic", d.signature.note)
    v(20pt)
    line-of(weight: "bold", d.signature.name)
  },
))

#for appendix in d.appendices {
  pagebreak()
  line-of(appendix.heading, size: 14pt, weight: "bold")
  line-of(appendix.title, size: 14pt, weight: "bold")
  line-of(appendix.reference, style: "italic")
  v(6pt)
  blocks-of(appendix.body)
}
`
