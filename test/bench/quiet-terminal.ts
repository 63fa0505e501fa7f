import type { Terminal } from '@cloudx3/scripts';

/** A network's terminal of which a benchmark shows what a person would wait for. */
export function quietTerminal(tell: (line: string) => void): Terminal {
  const ignore = () => undefined;
  return {
    step: tell,
    event: (who, text) => tell(`${who}: ${text}`),
    progress: ignore,
    warn: tell,
    fail: tell,
    print: ignore,
  };
}
