/** What the registry says of reports on responsibilities, but for the time to explain. */
export const accountabilityWords = {
  symbol: 'BC-STTTT',
  parentBody: 'UBND tỉnh',
  issuingBody: 'Sở TT&TT',
  place: 'Đắk Lắk',
  addressees: ['UBND tỉnh'],
  recipients: [{ name: 'UBND tỉnh' }],
  archive: 'VT',
  signatory: { capacity: 'GIÁM ĐỐC', name: 'Y Thử' },
  knownFrom: '2021-10-14',
}
