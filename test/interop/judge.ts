import {
  AttestationSchema,
  HoleAssurance,
  KeyBinding,
  Mode,
  TranscriptOpeningSchema,
  create,
  encode,
  equalBytes,
} from '@cloudx3/proto';
import type { Context, PathEvidence } from '@cloudx3/proto';
import type { NotarizedExchange } from '@cloudx3/notary';
import {
  checkAttestation,
  checkTranscriptOpening,
  evaluateResponse,
  formatDecimal,
  parseResponse,
  readAttestation,
  unwrap,
} from '@cloudx3/verifier-core';
import type { CheckedOperation, ResponseHeader } from '@cloudx3/verifier-core';
import { powerOf } from './content.ts';
import type { Case } from './axes.ts';
import { judgeHoles } from './holes.ts';
import { NETWORK } from './stage.ts';

const TLS_1_3 = 0x0304;
export const SUITE_NAMES: Readonly<Record<number, string>> = {
  0x1301: 'TLS_AES_128_GCM_SHA256',
  0x1302: 'TLS_AES_256_GCM_SHA384',
  0x1303: 'TLS_CHACHA20_POLY1305_SHA256',
};

/** What a stranger who was not there expects of an exchange. */
export interface Expected {
  readonly case: Case;
  readonly operation: CheckedOperation;
  readonly context: Context;
  readonly notary: Uint8Array;
  readonly prover: Uint8Array;
  /** Of the server's key and of the authority's. */
  readonly serverSpkiSha256: Uint8Array;
  readonly issuerSpkiSha256: Uint8Array;
  readonly body: Uint8Array;
  /** The credential in the holes; undefined where nothing was hidden. */
  readonly secret: string | undefined;
  /** Key bindings that are right here. */
  readonly binding: KeyBinding;
}

/** Verifies an attestation from its bytes, believing neither prover nor notary. Gives all that is wrong. */
export function judge({ attestation, opening }: NotarizedExchange, expected: Expected): readonly string[] {
  const bytes = encode(AttestationSchema, attestation.attestation);
  const read = unwrap(readAttestation(bytes));
  const { operation, context } = expected;
  const params = [
    { name: 'framing', value: expected.case.framing },
    { name: 'size', value: expected.case.size },
  ];
  const checked = checkAttestation(read, {
    network: NETWORK,
    operation,
    params,
    subject: '',
    context,
    prover: expected.prover,
    notaries: [expected.notary],
    modes: [Mode.PROXY],
  });
  if (!checked.ok) return [`${checked.code}: ${checked.message}`];
  const { body } = checked.value;
  const opened = checkTranscriptOpening(body, create(TranscriptOpeningSchema, opening));
  const response = parseResponse(opening.received, { maxBytes: operation.message.maxResponseBytes });
  const values = { framing: expected.case.framing, size: expected.case.size };
  const evaluated = evaluateResponse(operation, values, opening.received, body.sessionTimeMs);
  const power = powerOf(Number(expected.case.size));
  return [
    ...unless(opened.ok, 'the opening is of another transcript'),
    ...unless(response.ok && equalBytes(response.value.body, expected.body), 'another body'),
    ...unless(response.ok && isFramed(response.value.headers, expected.case), 'another framing'),
    ...unless(evaluated.ok && textOf(evaluated.value.readings) === power, 'another value in the response'),
    ...unless(textOf(body.readings) === power, 'another value in the attestation'),
    ...unless(body.customCa, 'the private CA is not said'),
    ...(body.path === undefined ? ['no evidence of the path'] : judgePath(body.path, expected)),
    ...judgeSecret([bytes, opening.sent, opening.received], opening.sent, expected),
  ];
}

function judgePath(path: PathEvidence, expected: Expected): readonly string[] {
  const { suite } = expected.case;
  const assurance = expected.secret === undefined ? HoleAssurance.NO_HOLES : HoleAssurance.LENGTH;
  return [
    ...unless(path.resolvedAddress === '127.0.0.1', `address ${path.resolvedAddress}`),
    ...unless(equalBytes(path.serverSpkiSha256, expected.serverSpkiSha256), "another server's key"),
    ...unless(equalBytes(path.issuerSpkiSha256, expected.issuerSpkiSha256), "another authority's key"),
    ...unless(path.tlsVersion === TLS_1_3, `version ${path.tlsVersion}`),
    ...unless(
      Object.hasOwn(SUITE_NAMES, path.cipherSuite) &&
        (suite === 'any' || SUITE_NAMES[path.cipherSuite] === suite),
      `suite ${path.cipherSuite}`,
    ),
    ...unless(expected.binding === path.keyBinding, `key binding ${KeyBinding[path.keyBinding]}`),
    ...unless(path.holeAssurance === assurance, `hole assurance ${HoleAssurance[path.holeAssurance]}`),
  ];
}

/** The credential is nowhere; zeros stand where it stood, each time in the middle of the request. */
function judgeSecret(
  places: readonly Uint8Array[],
  sent: Uint8Array,
  { secret, case: { hole } }: Expected,
): readonly string[] {
  if (secret === undefined) return [];
  return [
    ...unless(!places.some((bytes) => Buffer.from(bytes).includes(secret)), 'the credential is shown'),
    ...judgeHoles(hole, sent),
  ];
}

function isFramed(headers: readonly ResponseHeader[], { framing }: Case): boolean {
  const wanted = framing === 'length' ? 'content-length' : 'transfer-encoding';
  return headers.some(([name]) => name.toLowerCase() === wanted);
}

function textOf(
  readings: readonly { readonly value?: { mantissa: bigint; scale: number } | undefined }[],
): string {
  const value = readings.length === 1 ? readings[0]?.value : undefined;
  return value === undefined ? 'none' : formatDecimal(value);
}

function unless(good: boolean, what: string): string[] {
  return good ? [] : [what];
}
