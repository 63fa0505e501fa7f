import { Tls13Error } from '@cloudx3/tls13';
import { NotaryError } from '../session/error.ts';
import { MpcError } from '../mpc/index.ts';
import type { NotaryRefusalCode, Refusal } from '../session/refusals.ts';
import { isRefusalCode, refuse } from '../session/refusals.ts';

/** Deadlines of the engine's own phases, in the words of the session's. */
const DEADLINES: Readonly<Record<string, NotaryRefusalCode>> = {
  connect: 'deadline.setup',
  setup: 'deadline.setup',
  idle: 'deadline.idle',
  online: 'deadline.online',
};

/** What a prover is told of a failed verifier. Its exact words are for the log of the notary's operator. */
export function refusalOfEngine(error: unknown): Refusal {
  // A notary that carries the session finds out itself what is wrong with it.
  if (error instanceof NotaryError && isRefusalCode(error.code))
    return { code: error.code, message: error.message };
  if (error instanceof Tls13Error) return { code: error.code, message: error.message };
  if (!(error instanceof MpcError)) return refuse('notary.internal');
  switch (error.code) {
    case 'mpc.deadline':
      return refuse(DEADLINES[error.phase ?? ''] ?? 'engine.failed');
    case 'mpc.stalled':
      return refuse('engine.stalled');
    // Ours, not the prover's.
    case 'mpc.child_crashed':
    case 'mpc.invalid_options':
    case 'mpc.trust_anchor':
    case 'mpc.wrong_state':
      return refuse('engine.failed');
    default:
      return refuse('engine.rejected', `MPC says ${error.code}`);
  }
}
