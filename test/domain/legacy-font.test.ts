import { describe, expect, it } from 'vitest'
import { legacyFont } from '../../functions/domain/legacy-font.ts'

describe('text in a code of the time before Unicode', () => {
  it.each([
    ['§¾k L¾k', 'TCVN3'],
    ['Së Tµi nguyªn vµ M«i tr­êng', 'TCVN3'],
    ['Céng hßa x· héi chñ nghÜa ViÖt Nam', 'TCVN3'],
    ['Ñaék Laék', 'VNI'],
    ['Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam', 'VNI'],
    ['UÛy ban nhaân daân tænh', 'VNI'],
  ])('%s is %s', (text, font) => {
    expect(legacyFont(text)).toBe(font)
  })

  it.each([
    'Sở Tài nguyên và Môi trường tỉnh Đắk Lắk',
    'hoà, toán, khoá, quý, thuế, xuân, huơ, thuở, quuỳnh',
    'Diện tích 120 m², nhiệt độ 30 °C, « trích dẫn »',
    'Citroën biển 47A',
    'Dëad rat picked up',
    'Israël, für, Côte d’Ivoire',
    'Khoản 2 § 5 © 2021',
    'plain ASCII',
    'Sở Tài nguyên và Môi trường'.normalize('NFD'),
  ])('%s is not', (text) => {
    expect(legacyFont(text)).toBeUndefined()
  })
})
