/** Codes of the time before Unicode, each for fonts of its own; with any other font their text is garbage. */
export type LegacyFont = 'TCVN3' | 'VNI'

/**
 * What such text looks like when it is read as Latin letters: TCVN3 puts Vietnamese letters where Latin has signs, and
 * so a sign or a capital in the midst of a word (`§¾k L¾k`, `ViÖt`); VNI puts a mark behind the vowel (`Ñaék Laék`), in pairs that no
 * Vietnamese word has. Signs that people do write beside letters (m², «, °) are left out.
 */
const SIGNATURES: readonly { font: LegacyFont; mark: RegExp }[] = [
  {
    font: 'TCVN3',
    mark: /(?<=\p{L})[¡¢£¤¥¦§¨©ª¬®µ¶·¸¹¼½¾\u00AD]|[¡¢£¤¥¦§¨©ª¬®µ¶·¸¹¼½¾\u00AD](?=\p{L})|[§®][¡¢£¤¥¦¨©ª¬µ¶·¸¹¼½¾]|(?<=[a-z])[ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞ]/gu,
  },
  { font: 'VNI', mark: /a[ùøûõïâêáàåãäéèúüë]|[eo][âùøûõïåä]|[uyôö][ùøûõï]|ñ(?=[aeiouyôö])/giu },
]

/** One sign may be a slip or a foreign name. */
const FEWEST_MARKS = 2
const LEAST_SHARE = 0.2

/** The code that the text is written in, as far as its letters tell; undefined for Unicode. */
export function legacyFont(text: string): LegacyFont | undefined {
  if (!BEYOND_ASCII.test(text)) return undefined
  const words = text
    .normalize('NFC')
    .split(/[\s"',;/()|]+/)
    .filter((word) => BEYOND_ASCII.test(word))
  for (const { font, mark } of SIGNATURES) {
    const marked = words.map((word) => word.match(mark)?.length ?? 0)
    const marks = marked.reduce((sum, count) => sum + count, 0)
    const share = marked.filter((count) => count > 0).length / words.length
    if (marks >= FEWEST_MARKS && share >= LEAST_SHARE) return font
  }
  return undefined
}

const BEYOND_ASCII = /\P{ASCII}/u
