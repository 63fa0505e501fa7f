import type { ProcessGroup } from './processes.ts';
import type { Terminal } from './terminal.ts';

/** What each part of a network is started with. */
export interface Tools {
  readonly processes: ProcessGroup;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** What is opened adds its end. */
  readonly closers: (() => Promise<void> | void)[];
}
