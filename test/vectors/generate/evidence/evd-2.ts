import type { ShownEvidence } from '@cloudx3/verifier-core';
import { hex, invalid, sha256, utf8, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { shown } from './parts.ts';

type Kind = ShownEvidence['kind'];

const SENDER = 'cloud1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu';
const SALT = utf8('sixteen bytes !!');
const [ONE, TWO] = [utf8('one message'), utf8('another')];
/** In the order of the bytes that stand for them. */
const KINDS: readonly (readonly [Kind, ...Uint8Array[]])[] = [
  ['observations', ONE, TWO],
  ['attestations', ONE, TWO],
  ['attestation', ONE],
  ['retired_notary', ONE],
  ['retired_operator', ONE],
];

/** Rule EVD-2, written once more. */
function hashOf(sender: string, salt: Uint8Array, kind: Kind, parts: readonly Uint8Array[]): string {
  const text = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  };
  const place = 1 + KINDS.findIndex(([name]) => name === kind);
  const said = [utf8(sender), salt].flatMap(text);
  return hex(
    sha256(utf8('cloudx3/evidence/v2'), Uint8Array.of(0), ...said, Uint8Array.of(place), ...parts.flatMap(text)),
  );
}

function fields(sender: string, salt: Uint8Array, kind: Kind, parts: readonly Uint8Array[]) {
  return { sender, salt: hex(salt), evidence: shown(kind, ...parts) };
}

function good(name: string, kind: Kind, parts: readonly Uint8Array[], sender = SENDER, salt = SALT): Vector {
  return valid('EVD-2', name, { ...fields(sender, salt, kind, parts), hash: hashOf(sender, salt, kind, parts) });
}

/** Rule EVD-2: what is committed to. The parts need be no messages: nobody reads them before they are shown. */
export function evidenceHashVectors(): Vector[] {
  const salted = (length: number) => new Uint8Array(length).fill(7);
  return [
    ...KINDS.map(([kind, ...parts]) => good(kind.replaceAll('_', ' '), kind, parts)),
    good('the parts the other way round', 'observations', [TWO, ONE]),
    good('the boundary between the parts elsewhere', 'observations', [utf8('one messagea'), utf8('nother')]),
    good('an empty part', 'attestations', [new Uint8Array(), ONE]),
    good('by another account', 'attestation', [ONE], 'cloud1other'),
    good('with the longest salt', 'attestation', [ONE], SENDER, salted(64)),
    ...[0, 15, 65].map((length) =>
      invalid('EVD-2', `a salt of ${length} bytes`, 'evidence.salt', fields(SENDER, salted(length), 'attestation', [ONE])),
    ),
  ];
}
