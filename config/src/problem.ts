/** One thing that is wrong in a configuration file. Never quotes a value: a value may be a secret. */
export interface Problem {
  /** 1-based line of the file; the line of the table for a field that is missing; 0 where there is no file to point into. */
  readonly line: number;
  /** Dotted path of the field, empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, without the path. */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** Problems as lines for a terminal: `file:line: path message. Remedy`. */
export function formatProblems(file: string, problems: readonly Problem[]): string {
  return problems
    .map(({ line, path, message, remedy }) => {
      const where = line > 0 ? `${file}:${line}` : file;
      return `${where}: ${path === '' ? '' : `${path} `}${message}. ${remedy}`;
    })
    .join('\n');
}

export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      return i === 0 ? String(part) : `.${String(part)}`;
    })
    .join('');
}
