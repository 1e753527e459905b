/** The text of a cell as all that follows sees it: composed, without space around it. */
export const cellText = (text: string): string => text.normalize('NFC').trim()

/** A sheet would take such a text for a formula, unless an apostrophe stands before it. Numbers are none. */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?[\d\s.,]+$/

/** @see unescapeCell */
export const escapeCell = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)

/** A file of refused rows, mended and sent again, says what the first one said. */
export const unescapeCell = (text: string): string => {
  const cell = cellText(text)
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}
