import type { ApologyForm } from '../domain/apology.ts'

/** The form by which an agency apologises to a citizen. */
export const apologyFormWords: Record<ApologyForm, string> = {
  'circular01-2018': 'Mẫu số 04, Thông tư số 01/2018/TT-VPCP',
  'circular03-2025': 'mẫu của Thông tư số 03/2025/TT-VPCP (cần đối chiếu)',
}
