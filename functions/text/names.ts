/** Capitals with Vietnamese letters. */
export const capitals = (text: string): string => text.toLocaleUpperCase('vi')

export const capitalised = (text: string): string => capitals(text.charAt(0)) + text.slice(1)

/** The place that a People's Committee governs: `Thành phố Buôn Ma Thuột` for `UBND thành phố Buôn Ma Thuột`. */
export const placeName = (agency: string): string => capitalised(agency.replace(/^(UBND|Ủy ban nhân dân) /, ''))
