import { MAX_BYTES, NotaryMessageSchema, ProverMessageSchema, create, decode, encode } from '@cloudx3/proto';
import type { FrameSocket } from '../session/frame-socket.ts';
import type { Frame } from '../session/frames.ts';
import type { NotaryMessageInit } from '../session/messages.ts';
import { refuse } from '../session/refusals.ts';
import type { SessionEvent } from './machine.ts';

/** What a frame of the prover is to its session. */
export function hear({ kind, bytes }: Frame): SessionEvent {
  if (kind === 'stream') return { type: 'stream', bytes };
  try {
    // ENC-2
    const message = decode(ProverMessageSchema, bytes, MAX_BYTES.sessionMessage);
    return { type: 'message', message };
  } catch {
    return { type: 'failed', refusal: refuse('session.malformed') };
  }
}

/** Tells the prover. */
export function say(socket: FrameSocket, message: NotaryMessageInit): void {
  socket.send('control', encode(NotaryMessageSchema, create(NotaryMessageSchema, message)));
}
