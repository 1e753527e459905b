import { hash } from 'node:crypto'
import { localDateOf, localTimeOf, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Agency } from '../domain/registry.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { html as element, type Html } from './html.ts'
import type { OfficialDocument } from './report-blocks.ts'
import { reportContent } from './report-content.ts'

/** The degrees of urgency of Decree 30/2020/NĐ-CP, article 3, and their numbers in the exchange format. */
const urgencies = { normal: 0, urgent: 1, veryUrgent: 2, express: 3 } satisfies Record<
  WeeklyReport['settings']['urgency'],
  number
>

/** An administrative document; one that reports on what was ordered. Both by the exchange format. */
const ADMINISTRATIVE = 2
const REPORTS_ON_ORDERS = 2

export interface EOfficeFile {
  name: string
  bytes: Uint8Array
  pages: number
}

/**
 * The signed report ready for the province's e-office: one message of edXML (QCVN 102:2016/BTTTT, the format in which
 * document systems exchange documents) with the metadata that Decree 30/2020/NĐ-CP, annex VI, asks for, and the PDF
 * inside. The digital signatures are put on there; a recipient without a code is named, and sent to by hand.
 */
export function eOfficeMessage(report: WeeklyReport, pdf: EOfficeFile): string {
  const content = reportContent(report)
  const subject = content.subject.join(' ')
  const contentId = hash('sha256', pdf.bytes, 'hex').slice(0, 32)
  return xml(
    element`<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
      <edXMLEnvelope>
        <edXMLHeader>${messageHeader(report, content, pdf)}${trace(report)}<DigitalSignature /></edXMLHeader>
        <edXMLBody>
          <edXMLManifest version="1.0">
            <Reference>
              <AttachmentName>${pdf.name}</AttachmentName>
              <ContentId>cid:${contentId}</ContentId>
              <ContentType>application/pdf</ContentType>
              <Description>${subject}</Description>
            </Reference>
          </edXMLManifest>
        </edXMLBody>
      </edXMLEnvelope>
      <AttachmentEncoded>
        <Attachment>
          <ContentType>application/pdf</ContentType>
          <ContentId>${contentId}</ContentId>
          <Description>${subject}</Description>
          <ContentTransferEncoded>${Buffer.from(pdf.bytes).toString('base64')}</ContentTransferEncoded>
          <AttachmentName>${pdf.name}</AttachmentName>
        </Attachment>
      </AttachmentEncoded>
    </edXML>`,
  )
}

function messageHeader(report: WeeklyReport, content: OfficialDocument, { pages }: EOfficeFile): Html {
  const subject = content.subject.join(' ')
  const { settings, date, number } = report
  const { symbol } = settings.number
  const centre = report.agencies.find(({ kind }) => kind === 'centre')
  const { places, coded } = recipientsOf(report)
  return element`<MessageHeader>
    <From>${organ(settings.issuingBody, codeOf(report, centre))}</From>
    ${coded.map((agency) => element`<To>${organ(agency.name, agency.nationalCode)}</To>`)}
    <Code><CodeNumber>${number}</CodeNumber><CodeNotation>${symbol}</CodeNotation></Code>
    <PromulgationInfo>
      <Place>${settings.place}</Place><PromulgationDate>${slashed(date)}</PromulgationDate>
    </PromulgationInfo>
    <DocumentType><Type>${ADMINISTRATIVE}</Type><TypeName>Báo cáo</TypeName></DocumentType>
    <Subject>${subject}</Subject>
    <Content>${subject}</Content>
    ${signer(report)}
    <ToPlaces>${places.map((place) => element`<Place>${place}</Place>`)}</ToPlaces>
    <OtherInfo>
      <Priority>${urgencies[settings.urgency]}</Priority>
      <PromulgationAmount>1</PromulgationAmount>
      <PageAmount>${pages}</PageAmount>
      <Appendixes>
        ${content.appendices.map(({ heading, title }) => element`<Appendix>${heading}: ${title}</Appendix>`)}
      </Appendixes>
    </OtherInfo>
    <SteeringType>${REPORTS_ON_ORDERS}</SteeringType>
    <DocumentId>${[codeOf(report, centre) ?? '', slashed(date), `${number}/${symbol}`].join(',')}</DocumentId>
  </MessageHeader>`
}

const organ = (name: string, code: string | undefined): Html =>
  element`<OrganId>${code}</OrganId><OrganName>${name}</OrganName>`

/** Its own code, or that of the body above it, in whose name such a unit sends and receives. */
const codeOf = ({ agencies }: WeeklyReport, agency: Agency | undefined): string | undefined =>
  agency?.nationalCode ?? agencies.find(({ id }) => id === agency?.parent)?.nationalCode

/** `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`: in whose right, and in which office he signs. */
function signer({ settings: { signatory } }: WeeklyReport): Html {
  const lines = signatory.capacity.split('\n').map((line) => line.trim())
  return element`<SignerInfo>
    <Competence>${lines.length > 1 ? lines.slice(0, -1).join(' ') : 'Trực tiếp'}</Competence>
    <Position>${lines.at(-1)}</Position>
    <FullName>${signatory.name}</FullName>
  </SignerInfo>`
}

/** All who get it by name, and those of them whom the registry knows by a code. */
function recipientsOf({ settings, agencies }: WeeklyReport): { places: string[]; coded: Agency[] } {
  const places = [...new Set([...settings.addressees, ...settings.recipients.map(({ name }) => name)])]
  const coded = places.flatMap(
    (place) =>
      agencies.find(
        ({ name, aliases, nationalCode }) => nationalCode !== undefined && [name, ...aliases].includes(place),
      ) ?? [],
  )
  return { places, coded }
}

function trace(report: WeeklyReport): Html {
  const { signedAt } = report
  const organId = codeOf(
    report,
    report.agencies.find(({ kind }) => kind === 'centre'),
  )
  return element`<TraceHeaderList>
    <TraceHeader> <OrganId>${organId}</OrganId><Timestamp>${signedAt && stamp(signedAt)}</Timestamp> </TraceHeader>
    <Bussiness>
      <BussinessDocType>0</BussinessDocType><BussinessDocReason>Văn bản điện tử mới</BussinessDocReason>
      <Paper>0</Paper>
    </Bussiness>
  </TraceHeaderList>`
}

const slashed = (date: LocalDate): string => date.replaceAll('-', '/')
const stamp = (at: Instant): string => `${slashed(localDateOf(at))} ${localTimeOf(at)}:${at.slice(17, 19)}`

/** Markup of ours is indented for readers; text keeps no line break of it. */
const xml = (root: Html): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${root.toString().replaceAll(/>\s+</g, '><')}\n`
