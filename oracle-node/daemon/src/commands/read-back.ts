import { compareDecimal } from '@cloudx3/verifier-core';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import type { Command } from '@cloudx3/sdk';

/** CMD-3: whether this attestation of the read-back shows the value that was commanded. */
export function showsCommandedValue(
  { body }: ShapedAttestation,
  command: Pick<Command, 'readbackReading' | 'expect'>,
): boolean {
  const value = body.readings.find(({ name }) => name === command.readbackReading)?.value;
  return value !== undefined && compareDecimal(value, command.expect) === 0;
}

/** The first read-back that proves the command, not before the action where there is one (CMD-3). */
export function provingReadback(
  readbacks: readonly ShapedAttestation[],
  command: Pick<Command, 'readbackReading' | 'expect' | 'issuedAtMs'>,
  action: ShapedAttestation | undefined,
): ShapedAttestation | undefined {
  const earliest = action?.body.sessionTimeMs ?? command.issuedAtMs;
  return readbacks.find(
    (readback) => readback.body.sessionTimeMs >= earliest && showsCommandedValue(readback, command),
  );
}
