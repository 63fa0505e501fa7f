import type { Surroundings } from '../config/load.ts';
import type { SignalSource } from './start.ts';

/** What the program reaches of the process that it runs in. */
export interface ProgramDeps {
  readonly surroundings: Surroundings;
  readonly signals: SignalSource;
  readonly input: AsyncIterable<Buffer | string>;
  readonly write: (line: string) => void;
}
