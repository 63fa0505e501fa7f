import * as z from 'zod';
import type { AuthStrategy } from './strategy.ts';

/** A vendor that answers anybody. */
export function none(): AuthStrategy {
  return {
    kind: 'none',
    holes: {},
    place: 'nowhere: the vendor answers anybody',
    residue: 'nothing',
    credentials: z.strictObject({}),
    addTo: (spec) => spec,
  };
}
