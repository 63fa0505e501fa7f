import type { KeyObject } from 'node:crypto';
import { createTrustStore, validatePath } from '@cloudx3/tls13';
import {
  ALGORITHMS,
  AUTHORITY,
  BODIES,
  CHAIN,
  EXTENSIONS,
  SEQUENCE,
  der,
  NOW_MS,
  PUBLIC_KEYS,
  ROOT,
  SERVER_NAME,
  pemOf,
  signed,
} from '../grammar/certificate.ts';
import { mutateBytes } from '../grammar/bytes.ts';
import { derTree } from '../grammar/der.ts';
import { mutateTree, serialize } from '../grammar/tree.ts';
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

/** Where the extensions and the key stand in a body. */
const AT = { key: 6, extensions: 7 } as const;

/** A body whose extensions are other ones than its part asks for, each well formed; now and then of another kind of key. */
function variant(random: Random, body: Tree): Tree {
  const fields = body.content as readonly Tree[];
  const holder = fields[AT.extensions];
  const list = (holder?.content as readonly Tree[] | undefined)?.[0];
  if (holder === undefined || list === undefined) return body;
  let extensions = list.content as readonly Tree[];
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const at = random.below(extensions.length + 1);
    extensions = extensions.toSpliced(
      at,
      random.below(2),
      ...(random.once(4) ? [] : [random.pick(KNOWN) ?? list]),
    );
  }
  const content = fields.with(AT.extensions, { ...holder, content: [{ ...list, content: extensions }] });
  return {
    ...body,
    content: random.once(8) ? content.with(AT.key, random.pick(PUBLIC_KEYS) ?? list) : content,
  };
}

const KNOWN = Object.values(EXTENSIONS);

/** A changed body, of which every part can still be read, or not. */
function changed(random: Random, body: Tree, key: KeyObject): Uint8Array {
  if (random.once(2)) return resigned(random, random.once(2) ? variant(random, body) : body, key);
  return signed(serialize(variant(random, body)), key);
}

/** Names under an authority that may certify some of them. */
function constrained(random: Random): Uint8Array[] {
  const names = random.pick([EXTENSIONS.names, EXTENSIONS.manyNames, EXTENSIONS.wildcard] as const);
  const limits = random.pick([EXTENSIONS.onlyTest, EXTENSIONS.notOther] as const);
  const leaf = withExtensions(BODIES.leaf, [names, EXTENSIONS.server]);
  const authority = withExtensions(BODIES.intermediate, [EXTENSIONS.authority, EXTENSIONS.certifies, limits]);
  const both: [Tree, KeyObject][] = [
    [leaf, AUTHORITY.intermediate],
    [authority, AUTHORITY.root],
  ];
  const at = random.below(3);
  return both.map(([body, key], i) =>
    i === at ? resigned(random, body, key) : signed(serialize(body), key),
  );
}

function withExtensions(body: Tree, extensions: readonly Tree[]): Tree {
  const fields = body.content as readonly Tree[];
  return { ...body, content: fields.with(AT.extensions, der(0xa3, der(SEQUENCE, ...extensions))) };
}

function chain(random: Random): Uint8Array[] {
  const [leaf = ROOT, intermediate = ROOT] = CHAIN;
  switch (random.below(11)) {
    case 0:
    case 1:
    case 2:
      return [changed(random, BODIES.leaf, AUTHORITY.intermediate), intermediate];
    case 3:
    case 4:
      return [leaf, changed(random, BODIES.intermediate, AUTHORITY.root)];
    case 5: {
      // Authorities that certify each other in circles, beside the right one.
      const crossed = changed(random, BODIES.intermediate, AUTHORITY.leaf);
      const others = [intermediate, crossed, changed(random, BODIES.root, AUTHORITY.intermediate), ROOT];
      return [leaf, ...Array.from({ length: random.below(12) }, () => random.pick(others) ?? ROOT)];
    }
    case 6:
      // One authority more than the path may have, or one that issued itself, which does not count.
      return [
        changed(random, BODIES.lowerLeaf, AUTHORITY.lower),
        signed(serialize(random.once(2) ? BODIES.lower : BODIES.selfIssued), AUTHORITY.intermediate),
        random.once(2) ? intermediate : changed(random, BODIES.intermediate, AUTHORITY.root),
      ];
    case 7:
      return [mutateTree(random, TREES[0] ?? BODIES.leaf, POOL), intermediate];
    case 8:
      return constrained(random);
    case 9:
      return Array.from({ length: random.below(13) }, () => random.pick(CHAIN) ?? leaf);
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
