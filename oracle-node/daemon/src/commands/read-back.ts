import { compareDecimal } from '@cloudx3/verifier-core';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import { equalBytes } from '@cloudx3/proto';
import type { Command } from '@cloudx3/sdk';

type Times = Pick<Command, 'issuedAtMs' | 'deadlineMs'>;

/** CMD-3: whether this attestation of the read-back shows the value that was commanded. */
export function showsCommandedValue(
  { body }: ShapedAttestation,
  command: Pick<Command, 'readbackReading' | 'expect'>,
): boolean {
  const value = body.readings.find(({ name }) => name === command.readbackReading)?.value;
  return value !== undefined && compareDecimal(value, command.expect) === 0;
}

/** The first read-back that proves the command (CMD-3). */
export function provingReadback(
  readbacks: readonly ShapedAttestation[],
  command: Pick<Command, 'readbackReading' | 'expect'> & Times,
): ShapedAttestation | undefined {
  return readbacks.find((readback) => isInTime(readback, command) && showsCommandedValue(readback, command));
}

/**
 * The action's attestation as it goes along with this read-back: where it does not hold, since the clock of its notary is wrong, it stays
 * out, and the read-back proves the command alone (CMD-3). With it the contract would refuse both.
 */
export function actionBeside(
  { body: readback }: ShapedAttestation,
  action: ShapedAttestation | undefined,
  command: Times,
): ShapedAttestation | undefined {
  if (action === undefined || !isInTime(action, command)) return undefined;
  const { body } = action;
  const holds =
    body.sessionTimeMs <= readback.sessionTimeMs && !equalBytes(body.sessionId, readback.sessionId);
  return holds ? action : undefined;
}

/** By the notary's clock: not before the command was issued, and not after its deadline. */
function isInTime({ body }: ShapedAttestation, { issuedAtMs, deadlineMs }: Times): boolean {
  return body.sessionTimeMs >= issuedAtMs && body.sessionTimeMs <= deadlineMs;
}
