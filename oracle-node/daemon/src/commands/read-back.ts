import { compareDecimal } from '@cloudx3/verifier-core';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import { Quality, equalBytes } from '@cloudx3/proto';
import type { Command } from '@cloudx3/sdk';
import { isWithinLease } from './lease.ts';

type Proven = Pick<Command, 'readbackReading' | 'expect' | 'issuedAtMs' | 'deadlineMs' | 'leases'>;

/** CMD-3: whether this attestation of the read-back shows the value that was commanded, measured and not guessed. */
export function showsCommandedValue(
  { body }: ShapedAttestation,
  command: Pick<Command, 'readbackReading' | 'expect'>,
): boolean {
  const reading = body.readings.find(({ name }) => name === command.readbackReading);
  const isMeasured = reading?.quality === Quality.UNSPECIFIED || reading?.quality === Quality.OK;
  return reading?.value !== undefined && isMeasured && compareDecimal(reading.value, command.expect) === 0;
}

/** The first read-back that settles the command (CMD-3): after the act, or, where there is none, within the lease. */
export function provingReadback(
  readbacks: readonly ShapedAttestation[],
  action: ShapedAttestation | undefined,
  command: Proven,
): ShapedAttestation | undefined {
  return readbacks.find(
    (readback) =>
      showsCommandedValue(readback, command) &&
      isInTime(readback, command) &&
      (actionBeside(readback, action, command) !== undefined || isInLease(readback, command)),
  );
}

/**
 * The action's attestation as it goes along with this read-back: where it does not hold, since the clock of its notary is wrong, it stays
 * out, and the read-back settles the command as if nothing had been done (CMD-3). With it the contract would refuse both.
 */
export function actionBeside(
  { body: readback }: ShapedAttestation,
  action: ShapedAttestation | undefined,
  command: Proven,
): ShapedAttestation | undefined {
  if (action === undefined || !isInTime(action, command) || !isInLease(action, command)) return undefined;
  const { body } = action;
  const isOneSession =
    equalBytes(body.notary, readback.notary) && equalBytes(body.sessionId, readback.sessionId);
  return body.sessionTimeMs < readback.sessionTimeMs && !isOneSession ? action : undefined;
}

/** By the notary's clock: not before the command was issued, and not after its deadline. */
function isInTime({ body }: ShapedAttestation, { issuedAtMs, deadlineMs }: Proven): boolean {
  return body.sessionTimeMs >= issuedAtMs && body.sessionTimeMs <= deadlineMs;
}

/** Within the lease of who made it. */
function isInLease({ body }: ShapedAttestation, command: Proven): boolean {
  return isWithinLease(command, body.prover, body.sessionTimeMs);
}
