import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { open311Xml } from '../../functions/text/open311-xml.ts'

const parse = (xml: string): unknown => new XMLParser({ ignoreDeclaration: true, parseTagValue: false }).parse(xml)

describe('the XML of an answer', () => {
  it('is headed by its declaration, and a list is an element around its members', () => {
    expect(open311Xml('services', [{ service_code: 'a' }, { service_code: 'b' }])).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n' +
        '<services><service><service_code>a</service_code></service><service><service_code>b</service_code></service></services>',
    )
  })

  it('of nothing is an empty element', () => {
    expect(open311Xml('service_requests', [])).toMatch(/<service_requests\/>$/)
    expect(open311Xml('service_requests', [{ token: null }])).toContain('<request><token/></request>')
  })

  it('keeps lists within members', () => {
    const value = { attributes: [{ code: 'a', values: [{ key: 'k', name: 'n' }] }] }
    expect(parse(open311Xml('service_definition', value))).toEqual({
      service_definition: { attributes: { attribute: { code: 'a', values: { value: { key: 'k', name: 'n' } } } } },
    })
  })

  it.each(['<b> & "x" \'y\' ]]>', '<!ENTITY x "y">&x;', 'Đường Lê Duẩn, 🚧'])('tells %s as it is', (text) => {
    expect(parse(open311Xml('errors', [{ description: text }]))).toEqual({ errors: { error: { description: text } } })
  })

  it('holds no character that XML forbids', () => {
    const xml = open311Xml('errors', [{ description: 'a\u0000b\u001Fc\uD800d\uFFFFe' }])
    expect(xml).toContain('<description>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe</description>')
  })
})
