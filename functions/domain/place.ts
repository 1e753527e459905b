import * as z from 'zod'

/** A place in WGS 84. */
export const place = z.strictObject({ lat: z.number().min(-90).max(90), long: z.number().min(-180).max(180) })
export type Place = z.output<typeof place>

const HUNDREDTHS = 100

/** About where: to a hundredth of a degree, some kilometre, which tells a part of a town and nobody's house. */
export const areaOf = ({ lat, long }: Place): Place => ({ lat: rounded(lat), long: rounded(long) })

const rounded = (degrees: number): number => Math.round(degrees * HUNDREDTHS) / HUNDREDTHS

const EARTH_RADIUS_M = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres between two places along the surface of a sphere (haversine), right to half a percent. */
export function distance(a: Place, b: Place): number {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2
  const chord = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.long, b.long)
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}
