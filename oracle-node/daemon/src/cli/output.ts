/** How a command answers: one JSON object for scripts, or lines for people. */
export interface Output {
  readonly json: boolean;
  readonly write: (line: string) => void;
}

export function answer(output: Output, result: object, lines: readonly string[]): void {
  if (output.json) output.write(JSON.stringify(result));
  else for (const line of lines) output.write(line);
}
