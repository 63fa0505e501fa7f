export const NINES = '9'.repeat(18);
export type Pair = readonly [mantissa: string, scale: number];

/** As the file writes it. */
export function decimal([mantissa, scale]: Pair): { mantissa: string; scale: number } {
  return { mantissa, scale };
}
