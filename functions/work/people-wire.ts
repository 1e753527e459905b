import * as z from 'zod'
import { reason } from '../domain/event.ts'
import { readingPurpose } from '../store/person-store.ts'
import { pageQuery } from './paging.ts'

/** Nobody looks at a citizen without saying why. */
export const personQuery = z.strictObject({ purpose: readingPurpose })
export const readingsQuery = z.strictObject(pageQuery)
export const erasureRequest = z.strictObject({ reason })
