import { describe, expect, it } from 'vitest'
import { digestMail } from '../../functions/text/digest-mail.ts'
import { digestOf, dossier, fieldReport, many } from './digest-builder.ts'

describe('the HTML', () => {
  const evil = `<script>alert("1")</script> & 'Sở'`
  const attacked = digestMail(
    digestOf({
      recipient: { agency: evil, role: 'focalPoint' },
      overdue: [{ ...fieldReport, code: evil, subject: evil, unit: evil, agency: evil }],
      centre: { name: evil, email: evil, phone: evil },
    }),
  )

  it('escapes every value that was put in', () => {
    expect(attacked.html).not.toContain('<script')
    expect(attacked.html).not.toMatch(/alert\("/)
    expect(
      attacked.html.match(/&#60;script&#62;alert\(&#34;1&#34;\)&#60;\/script&#62; &#38; &#39;Sở&#39;/g)?.length,
    ).toBeGreaterThan(6)
  })

  it('leaves plain text as it is', () => {
    expect(attacked.text).toContain(evil)
  })

  it('loads nothing, runs nothing, asks for nothing', () => {
    const { html } = digestMail(digestOf({ overdue: many(20, dossier), dueSoon: [fieldReport] }))
    expect(html).not.toMatch(
      /<(img|script|link|iframe|form|input|object|svg)\b|\b(src|href|background)=|url\(|@import|\bon\w+=/i,
    )
  })

  it('says its language, takes dark mode, and has headers on its tables', () => {
    const { html } = digestMail(digestOf({ overdue: [dossier], dueSoon: [fieldReport] }))
    expect(html).toMatch(/^<!doctype html>\s*<html lang="vi">/)
    expect(html).toContain('<meta name="color-scheme" content="light dark" />')
    expect(html).toContain('@media (prefers-color-scheme:dark){.page{background:#0f1318!important;}')
    expect(html.match(/<table (?!role="presentation")/g)).toHaveLength(2)
    expect(html.match(/<th scope="col"/g)).toHaveLength(6)
  })

  it('lets a long code break only after its hyphens', () => {
    const { html } = digestMail(digestOf({ overdue: [dossier] }))
    expect(html).toContain('000.00.14.H15-<wbr />211011-<wbr />0118')
  })

  it('sets each case below the other on a phone, without its number', () => {
    const { html } = digestMail(digestOf({ overdue: [dossier] }))
    const narrow = /@media \(max-width:480px\)\{(.*)\}/.exec(html)?.[1] ?? ''
    expect(narrow).toContain('.cell{display:block!important;')
    expect(narrow).toContain('.time{display:block!important;width:auto!important;')
    expect(narrow).toContain('.number{display:none!important;}')
  })

  it('marks only what matters when the styles are stripped: the code and the delay', () => {
    const { html } = digestMail(digestOf({ overdue: [dossier] }))
    const row = /<tbody>([\s\S]*)<\/tbody>/.exec(html)?.[1] ?? ''
    const strong = [...row.matchAll(/<strong[^>]*>(.*?)<\/strong>/g)].map(([, text]) => text?.replaceAll('<wbr />', ''))
    expect(strong).toEqual([dossier.code, 'Trễ 9 ngày làm việc'])
    expect(row).not.toContain('<th')
  })

  it('lets the address of the page for answers break, so that it widens no mail on a phone', () => {
    const link = `https://tra-loi.example/${'a'.repeat(200)}`
    const shown =
      /class="address"[^>]*>(.*?)<\/p>/.exec(digestMail(digestOf({ overdue: [dossier], link })).html)?.[1] ?? ''
    expect(shown.replaceAll('<wbr />', '')).toBe(link)
    expect(Math.max(...shown.split('<wbr />').map((part) => part.length))).toBe(20)
  })

  it('keeps its reading order when the styles are stripped', () => {
    const { html } = digestMail(digestOf({ overdue: [dossier] }))
    const words = html.replace(/<style>[\s\S]*<\/style>|<title>.*<\/title>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    const order = [
      'Kính gửi',
      'có 1 hồ sơ',
      'Kính đề nghị',
      'Quá hạn chưa xong',
      'Trễ 9 ngày',
      'Đầu mối liên hệ',
      'Trân trọng',
    ]
    const places = order.map((word) => words.indexOf(word))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  })
})

describe('the colours', () => {
  const { html } = digestMail(digestOf({ overdue: [dossier], dueSoon: [fieldReport] }))
  const inline = html.replace(/<style>[\s\S]*<\/style>/, '')
  const dark = /@media \(prefers-color-scheme:dark\)\{(.*)\}@media/.exec(html)?.[1] ?? ''

  it.each([
    ['light', [...inline.matchAll(/[;"]color:(#\w{6})/g)], ['#ffffff', '#f6f7f9', '#f1f3f5']],
    ['dark', [...dark.matchAll(/[;{]color:(#\w{6})/g)], ['#1a1f26', '#232a33', '#0f1318']],
  ])('are readable in %s mode: contrast 4.5 to 1', (_, found, grounds) => {
    const texts = new Set(found.map(([, colour]) => colour ?? ''))
    texts.delete('#ffffff')
    expect(texts.size).toBeGreaterThan(3)
    for (const text of texts) for (const ground of grounds) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it('are readable on the red band', () => {
    expect(contrast('#ffffff', '#a61b1f')).toBeGreaterThan(4.5)
    expect(contrast('#ffffff', '#7c1316')).toBeGreaterThan(4.5)
  })
})

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
