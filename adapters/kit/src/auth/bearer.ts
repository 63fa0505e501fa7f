import * as z from 'zod';
import { secretSchema } from './credentials.ts';
import { holeOf, residueOf } from './strategy.ts';
import type { AuthStrategy, SecretOptions } from './strategy.ts';

/** A token in the header `authorization: Bearer …` (RFC 6750 section 2.1). */
export function bearer(options: SecretOptions): AuthStrategy {
  const hole = holeOf(options);
  return {
    kind: 'bearer',
    holes: { [options.hole]: hole },
    place: 'the header "authorization", after "Bearer "',
    residue: residueOf(hole),
    credentials: z.strictObject({ [options.hole]: secretSchema(hole, options.description) }),
    addTo: (spec) => ({
      ...spec,
      headers: { ...spec.headers, authorization: `Bearer {!${options.hole}}` },
      holes: { ...spec.holes, [options.hole]: hole },
    }),
  };
}
