import * as z from 'zod'

/** Stable ids of the centre's own choosing, never shown to anybody. */
export const slug = z.string().regex(/^[A-Za-z0-9*][A-Za-z0-9.:*-]{0,63}$/, 'letters, digits and . : * -')

/** What people call something. */
export const name = z.string().normalize().trim().min(1).max(300)
