import { AttestationBodySchema, AttestationSchema, create, encode } from '@cloudx3/proto';
import type { Domain } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { attestationBody } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { POWER } from '../operations.ts';
import { digestOf, hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { woven } from '../woven.ts';
import { GOOD_ATT_1 } from './att-1.ts';
import { BAD_PATHS, GOOD_PATHS } from './att-2-path.ts';
import { BAD_ATT_2, GOOD_ATT_2 } from './att-2.ts';
import { BAD_ATT_4, GOOD_ATT_4 } from './att-4.ts';
import { BAD_DEC_1 } from './dec-1.ts';
import { BAD_ED_1, GOOD_ED_1 } from './ed-1.ts';
import { BAD_OP_4 } from './op-4.ts';
import { BAD_OP_5 } from './op-5.ts';
import { M, NOTARY, OPERATOR } from './parts.ts';
import { BAD_SEL_4, GOOD_SEL_4 } from './sel-4.ts';
import { BAD_SIGNATURES, HIGH_S, SIGNATURE } from './sig-2.ts';

const GOOD = woven(
  [GOOD_ATT_1, GOOD_ATT_2, GOOD_PATHS, GOOD_ATT_4, GOOD_SEL_4].flat(),
  'ATT-1*2 ATT-2*5 ATT-4*2 SEL-4 ATT-2*19 ATT-4*4',
);
const BAD = woven(
  [BAD_ATT_2, BAD_PATHS, BAD_DEC_1, BAD_ATT_4, BAD_OP_5, BAD_OP_4, BAD_SEL_4].flat(),
  'ATT-2*30 DEC-1*2 ATT-2*5 ATT-4 OP-5*2 OP-4 ATT-4*8 SEL-4 ATT-2*51 ATT-4*8',
);

/** Rules ATT-1, ATT-2 and ATT-4: an attestation against an operation. The id is that of the body, good or bad. */
export function attestationVectors(): Vector[] {
  const bodiless = encode(AttestationSchema, create(AttestationSchema, { signature: SIGNATURE }));
  return [
    ...firstEdition(),
    invalid('ATT-2', 'no body', M, { attestation: hex(bodiless), operation: hex(POWER.bytes) }),
    ...secondEdition(),
  ];
}

function firstEdition(): Vector[] {
  return [
    ...GOOD.map(([rule, name, change, operation]) => valid(rule, name, fieldsOf(change, operation ?? POWER))),
    valid('SIG-2', 'signature with high S', fieldsOf({}, POWER, HIGH_S)),
    ...BAD.map(([rule, name, code, change, operation]) =>
      invalid(rule, name, code, fieldsOf(change, operation ?? POWER)),
    ),
    ...BAD_SIGNATURES.map(([name, code, signature]) =>
      invalid('SIG-2', `signature ${name}`, code, fieldsOf({}, POWER, signature)),
    ),
  ];
}

/** Whatever holds in the first edition holds in the second, and so does whatever does not; and what came with it. */
function secondEdition(): Vector[] {
  const again = (name: string) => `second edition: ${name}`;
  return [
    ...GOOD.map(([rule, name, change, operation]) =>
      valid(rule, again(name), fieldsOf({ version: 2, ...change }, operation ?? POWER)),
    ),
    // What the first edition did not know, the second may.
    ...BAD.filter(([, name]) => !name.includes('key binding that is not known')).map(([rule, name, code, change, operation]) =>
      invalid(rule, again(name), code, fieldsOf({ version: 2, ...change }, operation ?? POWER)),
    ),
    ...GOOD_ED_1.map(([rule, name, change, operation]) =>
      valid(rule, name, fieldsOf({ version: 2, ...change }, operation ?? POWER)),
    ),
    ...BAD_ED_1.map(([rule, name, code, change, operation]) =>
      invalid(rule, name, code, fieldsOf({ version: 2, ...change }, operation ?? POWER)),
    ),
    invalid('ED-1', 'second edition signed under the domain of the first', 'attestation.signature', {
      ...fieldsOf({ version: 2 }, POWER, undefined, 'attestation'),
    }),
  ];
}

function fieldsOf(
  change: BodyInit,
  operation: CheckedOperation,
  signature?: Uint8Array,
  signedAs?: Domain,
): Record<string, unknown> {
  const body = attestationBody(NOTARY, OPERATOR, change);
  const bytes = encode(AttestationBodySchema, body);
  const id = digestOf(body.version === 2 ? 'attestation2' : 'attestation', bytes);
  const signed = signedAs === undefined ? id : digestOf(signedAs, bytes);
  const message = create(AttestationSchema, { body, signature: signature ?? NOTARY.sign(signed) });
  return {
    attestation: hex(encode(AttestationSchema, message)),
    operation: hex(operation.bytes),
    body: hex(bytes),
    id: hex(id),
  };
}
