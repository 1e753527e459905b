/** Text that is HTML already: made by {@link html} and {@link inline} only. */
export class Html {
  readonly #markup: string
  constructor(parts: TemplateStringsArray, values: readonly HtmlValue[]) {
    this.#markup = String.raw({ raw: parts }, ...values.map(markupOf))
  }
  toString(): string {
    return this.#markup
  }
}

export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[]

/** A template whose values are escaped, in text and in quoted attributes; nested templates and lists are put in. */
export const html = (parts: TemplateStringsArray, ...values: HtmlValue[]): Html => new Html(parts, values)

/** A style or script of our own, put in as it stands, so that its hash is known. */
export function inline(tag: 'style' | 'script', content: string): Html {
  const markup = [`<${tag}>${content}</${tag}>`]
  return new Html(Object.assign(markup, { raw: markup }), [])
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return ''
  if (value instanceof Html) return value.toString()
  if (typeof value === 'object') return value.map(markupOf).join('')
  return String(value).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
