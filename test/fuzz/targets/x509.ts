import type { KeyObject } from 'node:crypto';
import { createTrustStore, validatePath } from '@cloudx3/tls13';
import {
  ALGORITHMS,
  AUTHORITY,
  BODIES,
  CHAIN,
  EXTENSIONS,
  NOW_MS,
  PUBLIC_KEYS,
  ROOT,
  SERVER_NAME,
  pemOf,
  signed,
} from '../grammar/certificate.ts';
import { mutateBytes } from '../grammar/bytes.ts';
import { derTree } from '../grammar/der.ts';
import { mutateTree } from '../grammar/tree.ts';
import type { Tree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { refusal } from './refusal.ts';

const POOL: readonly Tree[] = [...Object.values(EXTENSIONS), ...PUBLIC_KEYS, ...ALGORITHMS];
const TREES = CHAIN.map(derTree);

/** A changed body that the right authority signed all the same: only what was signed is looked at closely. */
function resigned(random: Random, body: Tree, key: KeyObject): Uint8Array {
  return signed(mutateTree(random, body, POOL), key);
}

function chain(random: Random): Uint8Array[] {
  const [leaf = ROOT, intermediate = ROOT] = CHAIN;
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2:
      return [resigned(random, BODIES.leaf, AUTHORITY.intermediate), intermediate];
    case 3:
    case 4:
      return [leaf, resigned(random, BODIES.intermediate, AUTHORITY.root)];
    case 5: {
      // Authorities that certify each other in circles, beside the right one.
      const crossed = resigned(random, BODIES.intermediate, AUTHORITY.leaf);
      const others = [intermediate, crossed, resigned(random, BODIES.root, AUTHORITY.intermediate), ROOT];
      return [leaf, ...Array.from({ length: random.below(12) }, () => random.pick(others) ?? ROOT)];
    }
    case 6:
      return [mutateTree(random, TREES[0] ?? BODIES.leaf, POOL), intermediate];
    default:
      return [leaf, mutateBytes(random, intermediate)].slice(random.below(2));
  }
}

export const X509: FuzzTarget = {
  about: 'certificate chains: DER, path building and path rules (RFC 5280)',
  shallow: ['tls.certificate.malformed'],
  deep: 0.4,
  prepare: () => {
    const trust = createTrustStore({ roots: 'none', customCaPem: pemOf(ROOT) });
    return (random) => {
      const ders = chain(random);
      return {
        run: () =>
          refusal(async () => {
            await validatePath(ders, SERVER_NAME, NOW_MS, trust);
            return ACCEPTED;
          }),
        show: () => ders.map((der) => Buffer.from(der).toString('hex')).join(' '),
      };
    };
  },
};
