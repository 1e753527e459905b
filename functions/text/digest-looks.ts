import { html, type Html } from './html.ts'

interface Look {
  css: string
  /** What differs in dark mode; clients that know no dark mode leave it out. */
  dark?: string
  /** What differs on a phone; clients that know no media queries leave it out. */
  narrow?: string
}

const border = '1px solid #d5d9df'
const darkBorder = 'border-color:#3b424c'
const cell = `padding:10px 6px;border-top:${border};text-align:left;vertical-align:top;font-weight:normal;overflow-wrap:anywhere`
const figureHead =
  'padding:8px 6px;background:#f6f7f9;text-align:left;vertical-align:bottom;font-size:12px;color:#59626d'
const heading = 'margin:28px 0 10px;font-size:16px;line-height:1.35;font-weight:bold'
const paragraph = 'margin:0 0 12px'

/** The looks of a digest, by what a part is. Colours keep a contrast of 4.5 to 1 in light and dark. */
const looks = {
  page: { css: 'margin:0;padding:0;background:#f1f3f5', dark: 'background:#0f1318' },
  frame: {
    css: 'background:#f1f3f5;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.55;color:#1d2228',
    dark: 'background:#0f1318;color:#e7ebf0',
  },
  margin: { css: 'padding:16px 8px' },
  sheet: {
    css: `max-width:720px;background:#ffffff;border:${border};text-align:left`,
    dark: `background:#1a1f26;${darkBorder}`,
  },
  band: {
    css: 'padding:12px 20px;background:#a61b1f;border-bottom:3px solid #f2c230;color:#ffffff;font-size:14px;font-weight:bold',
    dark: 'background:#7c1316;border-bottom-color:#b48f1f',
    narrow: 'padding-left:14px;padding-right:14px',
  },
  body: { css: 'padding:20px', narrow: 'padding:16px 14px' },
  title: { css: 'margin:0;font-size:21px;line-height:1.3;font-weight:bold' },
  moment: { css: 'margin:4px 0 20px;font-size:14px;color:#59626d', dark: 'color:#a3adb8' },
  salutation: { css: `${paragraph};font-weight:bold` },
  summary: {
    css: 'margin:0 0 12px;padding:10px 14px;background:#f6f7f9;border-left:4px solid #a61b1f;font-weight:bold',
    dark: 'background:#232a33;border-left-color:#ff9a92',
  },
  paragraph: { css: paragraph },
  button: {
    css: 'display:inline-block;padding:10px 18px;background:#a61b1f;border-radius:4px;color:#ffffff;font-weight:bold;text-decoration:none',
    dark: 'background:#7c1316',
  },
  address: {
    css: 'margin:0 0 12px;font-size:12px;color:#59626d;overflow-wrap:anywhere',
    dark: 'color:#a3adb8',
  },
  overdue: { css: `${heading};color:#a61b1f`, dark: 'color:#ff9a92' },
  dueSoon: { css: `${heading};color:#7a4d00`, dark: 'color:#f0bf5c' },
  table: { css: `border-collapse:collapse;border-bottom:${border};font-size:14px;line-height:1.45`, dark: darkBorder },
  head: {
    css: 'padding:8px 6px;background:#f6f7f9;text-align:left;font-size:13px;color:#59626d',
    dark: 'background:#232a33;color:#a3adb8',
    narrow: 'display:none',
  },
  number: { css: `${cell};width:16px;color:#59626d`, dark: `color:#a3adb8;${darkBorder}`, narrow: 'display:none' },
  cell: { css: cell, dark: darkBorder, narrow: 'display:block;padding:12px 0 4px' },
  time: {
    css: `${cell};width:36%`,
    dark: darkBorder,
    narrow: 'display:block;width:auto;padding:0 0 12px;border-top:0',
  },
  items: { css: 'margin:0 0 12px;padding-left:20px' },
  figureHead: { css: figureHead, dark: 'background:#232a33;color:#a3adb8' },
  numberHead: { css: `${figureHead};text-align:right`, dark: 'background:#232a33;color:#a3adb8' },
  label: { css: cell, dark: darkBorder, narrow: 'padding:6px 4px;font-size:13px' },
  figure: {
    css: `${cell};text-align:right;white-space:nowrap`,
    dark: darkBorder,
    narrow: 'padding:6px 4px;font-size:13px',
  },
  tiles: { css: 'margin:0 0 16px' },
  tile: {
    css: 'padding:10px 14px;background:#f6f7f9;border-left:4px solid #a61b1f;width:50%',
    dark: 'background:#232a33;border-left-color:#ff9a92',
    narrow: 'display:block;width:auto;margin:0 0 8px',
  },
  tileValue: { css: 'font-size:28px;line-height:1.2;color:#a61b1f', dark: 'color:#ff9a92' },
  late: { css: 'color:#a61b1f', dark: 'color:#ff9a92' },
  soon: { css: 'color:#7a4d00', dark: 'color:#f0bf5c' },
  fact: { css: '' },
  muted: { css: 'font-size:13px;color:#59626d', dark: 'color:#a3adb8' },
  rest: { css: 'margin:10px 0 0;font-size:14px' },
  contact: { css: 'margin:28px 0 12px' },
  closing: { css: 'margin:0' },
  footer: {
    css: `padding:14px 20px;border-top:${border};font-size:12px;color:#59626d`,
    dark: `color:#a3adb8;${darkBorder}`,
    narrow: 'padding-left:14px;padding-right:14px',
  },
} as const satisfies Record<string, Look>

export type LookName = keyof typeof looks

/** The attributes of an element: its style inline, and a class for dark mode. */
export const look = (name: LookName): Html => html`class="${name}" style="${looks[name].css}"`

/** What inline styles cannot say: dark mode, and the width of a phone. */
export const mediaStyles = (): string =>
  `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${rules('dark')}}` +
  `@media (max-width:480px){${rules('narrow')}}`

function rules(medium: 'dark' | 'narrow'): string {
  const all: [string, Look][] = Object.entries(looks)
  return all.map(([name, { [medium]: css }]) => (css === undefined ? '' : `.${name}{${important(css)}}`)).join('')
}

const important = (css: string): string => css.replaceAll(/;|$/g, '!important;')
