import { toHex } from '@cosmjs/encoding';
import { equalBytes } from '@cloudx3/proto';
import type { Attestation, AttestationBody, TranscriptOpening } from '@cloudx3/proto';
import {
  MODES,
  attestationId,
  checkAgainstOperation,
  checkAttestationShape,
  formatDecimal,
  modeName,
  readOperation,
} from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { failed, lineOf, notChecked, passed } from './line.ts';
import type { CheckLine } from './line.ts';
import { checkSegmentsOf, describePath } from './path.ts';
import { checkNotaries, describeTrust } from './trust.ts';
import type { Trust } from './trust.ts';
import { checkTranscript } from './transcript.ts';

/** What there is to check of an attestation. */
export interface AttestationInput {
  /** As it was read, of whatever form. */
  readonly attestation: Attestation;
  /** Canonical bytes, from wherever. */
  readonly operation?: Uint8Array;
  /** The transcript with its salt (rule ATT-3); undefined where it is not shown. */
  readonly opening?: TranscriptOpening | undefined;
}

/** Every check of one attestation, in the order in which a reader understands them. */
export function checkAttestationFile(input: AttestationInput, trust: Trust): CheckLine[] {
  const title = 'the statement is well formed';
  const { body } = input.attestation;
  if (body === undefined) return [failed('ATT-2', title, 'attestation.body', 'there is none')];
  const shape = checkAttestationShape(body);
  const form = lineOf('ATT-2', title, shape);
  if (!shape.ok) return [form];
  const { line, operation } = checkOperation(body, input.operation);
  return [
    form,
    checkSignature(input.attestation, body),
    checkNotaries([body.notary], trust),
    line,
    operation === undefined
      ? notChecked('ATT-4', 'parameters and readings are the operation’s', 'the operation is not at hand')
      : lineOf(
          'ATT-4',
          'parameters and readings are the operation’s',
          checkAgainstOperation(body, operation),
        ),
    ...checkTranscript(body, operation, input.opening),
    ...checkSegmentsOf(body, input.opening),
    checkTrustAnchor(body),
  ];
}

/** What the attestation says, for people. */
export function describe(body: AttestationBody, operation?: CheckedOperation): string[] {
  const readings = body.readings.map(({ name, value, unit }) => {
    return `${name} = ${value === undefined ? '?' : formatDecimal(value)} ${unit}`;
  });
  const mode = modeName(body.mode);
  return [
    ...readings,
    `server    ${operation === undefined ? '(operation not at hand)' : operation.message.serverName}`,
    `session   ${new Date(Number(body.sessionTimeMs)).toISOString()}, mode ${mode === undefined ? 'not known here' : MODES[mode].title}`,
    `notary    ${toHex(body.notary)}`,
    `prover    ${toHex(body.prover)}`,
    ...describeTrust(mode === undefined ? [] : [mode], 'trusts    '),
    ...(body.path === undefined ? [] : describePath(body.path)),
  ];
}

function checkSignature(attestation: Attestation, body: AttestationBody): CheckLine {
  const id = attestationId(body);
  return verifyWithLibsecp(id, attestation.signature, body.notary)
    ? passed('ATT-1', 'the notary’s signature is over exactly this statement', `id ${toHex(id)}`)
    : failed(
        'ATT-1',
        'the notary’s signature is over exactly this statement',
        'attestation.signature',
        'it is not',
      );
}

function checkOperation(
  body: AttestationBody,
  bytes: Uint8Array | undefined,
): { line: CheckLine; operation?: CheckedOperation } {
  const title = 'the operation is the one named';
  if (bytes === undefined || bytes.length === 0)
    return { line: notChecked('OP-1', title, 'it is not in the file') };
  const read = readOperation(bytes);
  if (!read.ok) return { line: lineOf('OP-2', title, read) };
  if (!equalBytes(read.value.id, body.operationId)) {
    return {
      line: failed(
        'OP-1',
        title,
        'attestation.operation',
        `it is ${toHex(read.value.id)}, named is ${toHex(body.operationId)}`,
      ),
    };
  }
  return { line: passed('OP-1', title, read.value.message.name), operation: read.value };
}

function checkTrustAnchor(body: AttestationBody): CheckLine {
  const title = 'the server’s certificate is of a public authority';
  return body.customCa
    ? notChecked(
        'ATT-2',
        title,
        'it was checked against a private CA: a development network, or a vendor that you know',
      )
    : passed('ATT-2', title, 'Mozilla’s roots');
}
