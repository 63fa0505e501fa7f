import type { AttestationBody, Context, Network, Param, Reading } from '@cloudx3/proto';
import { isDecimal } from '../decimal/decimal.ts';
import { modeRow } from '../modes/table.ts';
import { OPERATION_LIMITS } from '../operation/limits.ts';
import { isStrictlyIncreasing, NAME, utf8Length } from '../operation/names.ts';
import { UNIT } from '../operation/op-2-answer.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isPublicKey } from '../signature/ecdsa.ts';

// Visible ASCII, as chain ids, bech32 addresses and device ids are.
const CHAIN_ID = /^[\x21-\x7e]{1,48}$/;
const ADDRESS = /^[\x21-\x7e]{1,90}$/;
const VALUE_BYTES = 256;
/** Times are below this, so that they are exact numbers in JSON (rule ATT-2). */
export const TIME_BOUND = 2n ** 53n;

/** Rule ATT-2: the form of a body, whatever it says. */
export function checkAttestationShape(body: AttestationBody): CoreResult<undefined> {
  if (body.version !== 1) return fail('attestation.version', 'is not 1', 'version');
  const field = malformedField(body);
  return field === undefined
    ? ok()
    : fail('attestation.malformed', 'is not of the form of rule ATT-2', field);
}

export function isNetwork(network: Network | undefined): network is Network {
  return network !== undefined && CHAIN_ID.test(network.chainId) && isAddress(network.oracle);
}

export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

export function isChainId(text: string): boolean {
  return CHAIN_ID.test(text);
}

function malformedField(body: AttestationBody): string | undefined {
  if (!isNetwork(body.network)) return 'network';
  if (!isPublicKey(body.notary)) return 'notary';
  const mode = modeRow(body.mode);
  if (mode === undefined) return 'mode';
  if (body.operationId.length !== 32) return 'operation_id';
  if (!areParams(body.params)) return 'params';
  if (!isSubject(body.subject)) return 'subject';
  if (!isContext(body.context)) return 'context';
  if (!isPublicKey(body.prover)) return 'prover';
  if (body.sessionId.length !== 16) return 'session_id';
  if (body.sessionTimeMs <= 0n || body.sessionTimeMs >= TIME_BOUND) return 'session_time_ms';
  if (body.observedAtMs >= TIME_BOUND) return 'observed_at_ms';
  if (!areReadings(body.readings)) return 'readings';
  if (body.transcriptCommitment.length !== 32) return 'transcript_commitment';
  return mode.evidence.isFormed(body) ? undefined : 'path';
}

export function isSubject(subject: string): boolean {
  return subject === '' || ADDRESS.test(subject);
}

/** At most 16, strictly increasing, names of names' form, values of at most 256 bytes (rules ATT-2, LEN-1). */
export function areParams(params: readonly Pick<Param, 'name' | 'value'>[]): boolean {
  return (
    params.length <= OPERATION_LIMITS.parameters &&
    params.every(({ name, value }) => NAME.test(name) && utf8Length(value) <= VALUE_BYTES) &&
    isStrictlyIncreasing(params.map(({ name }) => name))
  );
}

/** At most 16 kinds of readings, strictly increasing, with names and units of their form. */
export function areReadingKinds(kinds: readonly Pick<Reading, 'name' | 'unit'>[]): boolean {
  return (
    kinds.length <= OPERATION_LIMITS.readings &&
    kinds.every(({ name, unit }) => NAME.test(name) && UNIT.test(unit)) &&
    isStrictlyIncreasing(kinds.map(({ name }) => name))
  );
}

function areReadings(readings: readonly Reading[]): boolean {
  return areReadingKinds(readings) && readings.every(({ value }) => value !== undefined && isDecimal(value));
}

function isContext(context: Context | undefined): boolean {
  const purpose = context?.purpose;
  switch (purpose?.case) {
    case 'round':
      return true;
    case 'command':
      return isAddress(purpose.value.devices);
    case 'nonce':
      return purpose.value.length >= 16 && purpose.value.length <= 32;
    case undefined:
      return false;
  }
}
