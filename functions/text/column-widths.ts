import { formatCell, type Table } from './report-blocks.ts'

/** Both documents set tables in this size. */
export const TABLE_POINTS = 12

/** Beside the text of a cell, both sides together: the wider of the two documents, and its rules. */
const BESIDE = 8

/** No word of a narrative takes more of a table than this. */
const MOST_OF_TEXT = 0.4

/**
 * How wide each column is, in points, `available` together: as the columns wish, but none so narrow that a number, a date
 * or a word would break over two lines.
 */
export function columnWidths(table: Table, available: number): number[] {
  const least = leastWidths(table, available)
  const needed = sum(least)
  if (needed >= available) return least.map((width) => (width * available) / needed)
  return shareOut(
    table.columns.map(({ width }, index) => ({ wish: width, least: least[index] ?? 0 })),
    available,
  )
}

interface Wish {
  wish: number
  least: number
}

/** Who would get less than the least gets just that; the others share what is left. */
function shareOut(columns: readonly Wish[], available: number): number[] {
  const isHeldUp = columns.map(() => false)
  for (;;) {
    const left = available - sum(columns.map(({ least }, index) => (isHeldUp[index] ? least : 0)))
    const wishes = sum(columns.map(({ wish }, index) => (isHeldUp[index] ? 0 : wish)))
    const widths = columns.map(({ wish, least }, index) => (isHeldUp[index] ? least : (wish / wishes) * left))
    const next = columns.findIndex(({ least }, index) => (widths[index] ?? 0) < least)
    if (next === -1) return widths
    isHeldUp[next] = true
  }
}

function leastWidths({ columns, rows, total }: Table, available: number): number[] {
  const all = total === undefined ? rows : [...rows, total]
  return columns.map(({ kind, title }, index) => {
    const longest = Math.max(...[title, ...all.map((row) => formatCell(row[index]))].map(longestWord))
    const least = BESIDE + longest * TABLE_POINTS
    return kind === 'text' ? Math.min(least, available * MOST_OF_TEXT) : least
  })
}

const longestWord = (text: string): number => Math.max(...text.split(/[ \n]+/).map(widthOf))

const widthOf = (word: string): number => sum(word.normalize('NFC').split('').map(emOf))

/** In em, as Times New Roman Bold sets them; letters generously, so that no estimate is too short. */
function emOf(char: string): number {
  if (/[\d–]/.test(char)) return 0.5
  if (/[.,:;/'-]/.test(char)) return 0.34
  if (/[%mMwWƠƯ]/.test(char)) return 1
  return char === char.toLowerCase() ? 0.56 : 0.78
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)
