import ts from 'typescript';

/** Sizes of a body of code. */
export interface Sizes {
  readonly median: number;
  readonly p90: number;
  readonly max: number;
  /** Where the largest one is. */
  readonly largest: string;
}

export interface Measured {
  readonly name: string;
  /** Lines. */
  readonly lines: number;
}

/** Nearest-rank percentiles. */
export function sizesOf(measured: readonly Measured[]): Sizes {
  const sorted = [...measured].sort((a, b) => a.lines - b.lines);
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]?.lines ?? 0;
  return { median: rank(0.5), p90: rank(0.9), max: rank(1), largest: sorted.at(-1)?.name ?? '' };
}

/** Every function, method and accessor of a TypeScript file whose body is a block, with the lines from its first token to its last. */
export function functionsOf(path: string, text: string): Measured[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Measured[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && ts.isBlock(node.body)) {
      const from = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const to = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      found.push({ name: `${path}:${from + 1}`, lines: to - from + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const RUST_FUNCTION = /^(\s*)(pub(\([a-z]+\))? )?(const )?fn /;

/** Every function of a Rust file, from `fn` to the brace that closes it: rustfmt puts that under the first word. */
export function rustFunctionsOf(path: string, text: string): Measured[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const indent = RUST_FUNCTION.exec(line)?.[1];
    if (indent === undefined) return [];
    if (/[;}]$/.test(line)) return line.endsWith('}') ? [{ name: `${path}:${at + 1}`, lines: 1 }] : [];
    const rest = lines.slice(at + 1).findIndex((candidate) => candidate === `${indent}}`);
    return rest < 0 ? [] : [{ name: `${path}:${at + 1}`, lines: rest + 2 }];
  });
}
