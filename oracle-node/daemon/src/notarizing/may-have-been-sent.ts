import { codeOf } from '@cloudx3/errors';

/** From here on the request may have reached the vendor. */
const SENT: ReadonlySet<string> = new Set(['exchanging', 'checking', 'revealing', 'awaiting_attestation']);

/** Whether the request can have reached the vendor before this failure. What says nothing of it may have. */
export function mayHaveBeenSent(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (codeOf(error).startsWith('node.')) return false;
  const phase = 'phase' in error ? error.phase : undefined;
  return typeof phase !== 'string' || SENT.has(phase);
}
