import { NotaryError, refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';
import type { Refusal, NotaryRefusalCode } from '../../session/refusals.ts';

/** Deadlines of the engine's own steps, in the words of the session's. */
const DEADLINES: Readonly<Record<string, NotaryRefusalCode>> = {
  connect: 'deadline.setup',
  setup: 'deadline.setup',
  idle: 'deadline.idle',
  online: 'deadline.online',
};

/** What a failed verifier ends the session with. The engine's exact words are in its cause. */
export function engineFailure(error: unknown): unknown {
  return error instanceof NotaryError ? refusedWith(refusalOfEngine(error), error) : error;
}

function refusalOfEngine({ code, step }: NotaryError): Refusal {
  switch (code) {
    case 'mpc.deadline':
      return refuse(DEADLINES[step ?? ''] ?? 'engine.failed');
    case 'mpc.stalled':
      return refuse('engine.stalled');
    // Ours, not the prover's.
    case 'mpc.child_crashed':
    case 'mpc.invalid_options':
    case 'mpc.trust_anchor':
    case 'mpc.wrong_state':
      return refuse('engine.failed');
    default:
      return refuse('engine.rejected', `MPC says ${code}`);
  }
}
