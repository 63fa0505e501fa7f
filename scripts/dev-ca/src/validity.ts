const MS_PER_DAY = 86_400_000;
/** Clocks of two machines differ; a certificate that is valid from this very second may not be for the other one. */
const BACKDATED_MS = 60_000;

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** `validDays` days from `notBefore`, or from a minute ago. */
export function validity(validDays: number, notBefore = new Date(Date.now() - BACKDATED_MS)): Validity {
  if (!(validDays > 0)) throw new RangeError('validDays must be above 0');
  return { notBefore, notAfter: new Date(notBefore.getTime() + validDays * MS_PER_DAY) };
}
