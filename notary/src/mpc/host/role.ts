import type { ByteRoutes } from './byte-routes.ts';
import type { ChildCommand, MpcPhase, CommandResult } from './child-messages.ts';
import type { LogMark } from './engine-log.ts';

/** What a role gets from the process that it runs in. */
export interface RoleContext {
  readonly routes: ByteRoutes;
  readonly phase: (name: MpcPhase) => void;
}

/** One party of one session. */
export interface Role {
  run(command: ChildCommand): Promise<CommandResult>;
  onLog(mark: LogMark): void;
}
