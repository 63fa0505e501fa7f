import * as z from 'zod';
import { secretSchema } from './credentials.ts';
import { holeOf, residueOf } from './strategy.ts';
import type { AuthStrategy, SecretOptions } from './strategy.ts';

/** A key in the query string, as its last member. `name` is the member's name, for example `auth_key`. */
export function keyInQuery(options: SecretOptions & { readonly name: string }): AuthStrategy {
  const hole = holeOf(options);
  return {
    kind: 'key-in-query',
    holes: { [options.hole]: hole },
    place: `the request target, after "${options.name}="`,
    residue: residueOf(hole),
    credentials: z.strictObject({ [options.hole]: secretSchema(hole, options.description) }),
    addTo: (spec) => ({
      ...spec,
      target: `${spec.target}${spec.target.includes('?') ? '&' : '?'}${options.name}={!${options.hole}}`,
      holes: { ...spec.holes, [options.hole]: hole },
    }),
  };
}
