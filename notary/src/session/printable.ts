/** Most characters of a stranger's own words that are kept. */
const MAX_CHARS = 300;

/** Text from a stranger, fit for a terminal and a log: bounded, one line, and of printable ASCII alone. */
export function printable(text: string): string {
  return text.slice(0, MAX_CHARS).replace(/[^ -~]/g, '?');
}
