import pc from 'picocolors';

/** Where a network's story is told. With `--json`, stdout is kept for the last line, and people read stderr. */
export interface Terminal {
  /** A step that a newcomer should know of. */
  step(text: string): void;
  /** Something that happened, told by whom. */
  event(who: string, text: string): void;
  /** A line that is replaced by the next one: progress of something long. Nothing of it is written where nobody sees it go. */
  progress(text: string): void;
  warn(text: string): void;
  fail(text: string, remedy: string): void;
  print(text: string): void;
}

/** Where lines go: `isTTY` where a person sees them. */
export type TerminalStream = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

export interface TerminalDeps {
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
}

const DEPS: TerminalDeps = { stdout: process.stdout, stderr: process.stderr, nowMs: () => Date.now() };

export function createTerminal(options: { json: boolean }, deps: TerminalDeps = DEPS): Terminal {
  const out = options.json ? deps.stderr : deps.stdout;
  const colors = pc.createColors(out.isTTY);
  const startedAt = deps.nowMs();
  let progressShown = false;
  let lastProgress = '';

  const clock = () => colors.dim(`${((deps.nowMs() - startedAt) / 1000).toFixed(1).padStart(6)} s`);
  const line = (text: string) => {
    if (progressShown) out.write('\r\x1b[2K');
    progressShown = false;
    out.write(`${text}\n`);
  };

  return {
    step: (text) => line(`${clock()}  ${colors.bold(text)}`),
    event: (who, text) => line(`${clock()}  ${colors.cyan(who.padEnd(9))} ${text}`),
    progress: (text) => {
      if (text === lastProgress) return;
      lastProgress = text;
      if (!out.isTTY) return;
      out.write(`\r\x1b[2K${clock()}  ${colors.dim(text)}`);
      progressShown = true;
    },
    warn: (text) => line(`${clock()}  ${colors.yellow(text)}`),
    fail: (text, remedy) => line(`${clock()}  ${colors.red(text)}\n          ${remedy}`),
    print: line,
  };
}
