import { messageOf } from '@cloudx3/errors';
import { captureEngineLog } from './engine-log.ts';
import { ByteRoutes } from './byte-routes.ts';
import { installHostGlobals } from './host-globals.ts';
import { createProverRole } from './prover-role.ts';
import { createVerifierRole } from './verifier-role.ts';
import type { RoleContext, Role } from './role.ts';
import type { MpcPhase, ChildStart, FromChild, ToChild } from './child-messages.ts';
import { isMpcErrorCode } from '../../session/error-codes.ts';
import { NotaryError } from '../../session/error.ts';

/** Entry of the child process: one role of one session. It ends by its parent's SIGKILL or with its parent. */
const EXIT_CRASHED = 70;

// Without its parent a child has no purpose, and nobody who would end it. An orderly exit would wait for the threads.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

function tell(message: FromChild): void {
  process.send?.(message);
}

function phase(name: MpcPhase): void {
  tell({ type: 'phase', phase: name, at: Date.now() });
}

/** A trap leaves promises that never settle and memory in an unknown state: the process must end. */
function crash(text: string): void {
  process.stderr.write(`${text}\n`, () => process.exit(EXIT_CRASHED));
}

process.on('uncaughtException', (error) => crash(`crash: ${error.name}`));
process.on('unhandledRejection', () => crash('crash: unhandled rejection'));

const routes = new ByteRoutes();

async function start(options: ChildStart): Promise<Role> {
  await installHostGlobals(routes.dial);
  const context: RoleContext = { routes, phase };
  return options.role === 'prover'
    ? createProverRole(options, context)
    : createVerifierRole(options, context);
}

let role: Role | undefined;
/** Rejected when the engine's end of the channel breaks, since its own promises may then never settle. */
const channelFailure = Promise.withResolvers<never>();
channelFailure.promise.catch(() => undefined);

async function handle(message: ToChild): Promise<FromChild> {
  if (message.type === 'start') {
    role = await start(message.start);
    return { type: 'ready' };
  }
  if (role === undefined) throw new Error('a command came before the start');
  return { type: 'done', result: await Promise.race([role.run(message.command), channelFailure.promise]) };
}

process.on('message', (message: ToChild) => {
  handle(message).then(tell, (error: unknown) => {
    tell({
      type: 'failed',
      text: messageOf(error),
      facts: routes.facts,
      ...(error instanceof NotaryError && isMpcErrorCode(error.code) ? { code: error.code } : {}),
    });
  });
});

captureEngineLog({
  onMark: (mark) => role?.onLog(mark),
  onChannelError: (text) => channelFailure.reject(new Error(`channel error: ${text}`)),
  onPanic: (location) => crash(`panicked at ${location}`),
});
