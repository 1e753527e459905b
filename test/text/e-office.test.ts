import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { eOfficeMessage } from '../../functions/text/e-office.ts'
import { sampleReport } from '../support/weekly-report.ts'

const bytes = new TextEncoder().encode('%PDF-1.7 …')
const sample = sampleReport()
const report = sampleReport({
  change: {
    agencies: [
      ...sample.agencies.map((agency) =>
        agency.kind === 'centre' ? { ...agency, nationalCode: 'H15.11.05' } : agency,
      ),
      {
        id: 'ubnd-tinh',
        name: 'Ủy ban nhân dân tỉnh Đắk Lắk',
        aliases: ['Ủy ban nhân dân tỉnh'],
        kind: 'committee',
        nationalCode: '000.00.00.H15',
        calendar: 'counter',
        chased: true,
      },
    ],
  },
})
const message = eOfficeMessage(report, { name: '2021-W43.pdf', bytes, pages: 13 })
const { edXML } = new XMLParser({ parseTagValue: false, processEntities: true }).parse(message)
const header = edXML.edXMLEnvelope.edXMLHeader.MessageHeader

describe('the message for the e-office', () => {
  test('is well-formed XML', () => expect(XMLValidator.validate(message)).toBe(true))

  test('names number, symbol, date, type, subject, signer and capacity, urgency and pages', () => {
    expect(header).toMatchObject({
      From: { OrganId: 'H15.11.05', OrganName: 'Trung tâm Giám sát, điều hành đô thị thông minh' },
      To: { OrganId: '000.00.00.H15', OrganName: 'Ủy ban nhân dân tỉnh Đắk Lắk' },
      Code: { CodeNumber: '110', CodeNotation: 'BC-DAKLAKIOC' },
      PromulgationInfo: { Place: 'Đắk Lắk', PromulgationDate: '2021/10/29' },
      DocumentType: { TypeName: 'Báo cáo' },
      Content: 'Kết quả triển khai các dịch vụ đô thị thông minh từ ngày 14/10/2021 đến ngày 28/10/2021',
      Subject: 'Kết quả triển khai các dịch vụ đô thị thông minh từ ngày 14/10/2021 đến ngày 28/10/2021',
      SignerInfo: { Competence: 'KT. GIÁM ĐỐC', Position: 'PHÓ GIÁM ĐỐC', FullName: 'Trần Văn Mẫu' },
      OtherInfo: { Priority: '0', PageAmount: '13' },
      DocumentId: 'H15.11.05,2021/10/29,110/BC-DAKLAKIOC',
    })
  })

  test('names every recipient, with a code or without, once', () =>
    expect(header.ToPlaces.Place).toEqual([
      'Ủy ban nhân dân tỉnh',
      'Các cơ quan, đơn vị liên quan',
      'Sở Thông tin và Truyền thông',
      'UBND các huyện, thị xã, thành phố',
      'VNPT Đắk Lắk',
      'Viettel Đắk Lắk',
    ]))

  test('of a unit without a code is sent under that of the body above it', () => {
    const agencies = report.agencies.map((agency) => {
      if (agency.kind !== 'centre') return agency
      const { nationalCode: _, ...unit } = agency
      return { ...unit, parent: 'ubnd-tinh' }
    })
    expect(eOfficeMessage({ ...report, agencies }, { name: 'x.pdf', bytes, pages: 1 })).toContain(
      '<From><OrganId>000.00.00.H15</OrganId>',
    )
  })

  test('lists both appendices, and carries the PDF whole', () => {
    expect(header.OtherInfo.Appendixes.Appendix).toHaveLength(2)
    const { Attachment } = edXML.AttachmentEncoded
    expect(Buffer.from(Attachment.ContentTransferEncoded, 'base64').equals(bytes)).toBe(true)
    expect(edXML.edXMLEnvelope.edXMLBody.edXMLManifest.Reference.ContentId).toBe(`cid:${Attachment.ContentId}`)
  })

  test('keeps text as text', () => {
    const settings = { ...report.settings, place: 'Đắk <Lắk> & "Nông"' }
    const other = eOfficeMessage({ ...report, settings }, { name: 'x.pdf', bytes, pages: 1 })
    expect(XMLValidator.validate(other)).toBe(true)
    expect(other).not.toContain('<Lắk>')
  })
})
