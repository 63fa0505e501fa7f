/** Lines of the engine's log that mark a phase, by the words that they contain. */
const MARKS = [
  ['mpc-tls setup complete', 'setup_done'],
  ['finished MPC-TLS', 'tls_closed'],
] as const;

export type LogMark = (typeof MARKS)[number][1];

export interface EngineLogListener {
  onMark(mark: LogMark): void;
  /** The engine's multiplexer has failed. The engine only logs that, and then waits for ever. */
  onChannelError(text: string): void;
  /** A trap, with the place in the engine's source. */
  onPanic(location: string): void;
}

/**
 * Takes the console away from the engine: lines with a meaning are reported, all others are dropped, so that nothing
 * which the engine may ever print can carry a credential out of the process.
 */
export function captureEngineLog(listener: EngineLogListener): void {
  const read = (...values: unknown[]): void => {
    const line = values.map((value) => (typeof value === 'string' ? value : '')).join(' ');
    const mark = MARKS.find(([words]) => line.includes(words));
    if (mark !== undefined) listener.onMark(mark[1]);
    const channelError = /mux error: ([\w ():",{}]{1,120})/.exec(line)?.[1];
    if (channelError !== undefined) listener.onChannelError(channelError);
    const location = /panicked at ([\w/.-]{1,120}:\d+:\d+)/.exec(line)?.[1];
    if (location !== undefined) listener.onPanic(location);
  };
  Object.assign(console, { debug: read, log: read, info: read, warn: read, error: read });
}
