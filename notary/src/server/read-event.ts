import { MAX_BYTES, ProverMessageSchema, decode } from '@cloudx3/proto';
import type { Frame } from '../session/frames.ts';
import { refuse } from '../session/refusals.ts';
import type { SessionEvent } from './machine.ts';

/** What a frame of the prover is to its session. */
export function readEvent({ kind, bytes }: Frame): SessionEvent {
  if (kind === 'stream') return { type: 'stream', bytes };
  try {
    // ENC-2
    const message = decode(ProverMessageSchema, bytes, MAX_BYTES.sessionMessage);
    return { type: 'message', message };
  } catch {
    return { type: 'failed', refusal: refuse('session.malformed') };
  }
}
