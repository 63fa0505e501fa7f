import { parseTOML } from 'toml-eslint-parser';
import type { AST } from 'toml-eslint-parser';

/** Finds the line at which a path of a TOML text is written, or the nearest enclosing one that is. */
export type LineFinder = (path: readonly PropertyKey[]) => number;

/** Maps every path of a TOML text to its line. Values are read elsewhere; this parser is only asked where things stand. */
export function lineFinder(text: string): LineFinder {
  const lines = new Map<string, number>();
  try {
    const [top] = parseTOML(text).body;
    for (const node of top.body) {
      if (node.type === 'TOMLTable') addTable(lines, node);
      else addKeyValue(lines, [], node);
    }
  } catch {
    // The text was accepted by the parser that reads values. A wrong line number is no reason to hide the problem itself.
  }
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines.get(keyOf(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  };
}

function addTable(lines: Map<string, number>, table: AST.TOMLTable): void {
  addPrefixes(lines, table.resolvedKey, 0, table.loc.start.line);
  for (const node of table.body) addKeyValue(lines, table.resolvedKey, node);
}

function addKeyValue(
  lines: Map<string, number>,
  base: readonly (string | number)[],
  node: AST.TOMLKeyValue,
): void {
  const keys = node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const path = [...base, ...keys];
  addPrefixes(lines, path, base.length, node.loc.start.line);
  addContent(lines, path, node.value);
}

function addContent(
  lines: Map<string, number>,
  path: readonly (string | number)[],
  node: AST.TOMLContentNode,
): void {
  if (node.type === 'TOMLInlineTable') {
    for (const inner of node.body) addKeyValue(lines, path, inner);
  } else if (node.type === 'TOMLArray') {
    node.elements.forEach((element, i) => {
      const inner = [...path, i];
      addPrefixes(lines, inner, path.length, element.loc.start.line);
      addContent(lines, inner, element);
    });
  }
}

/** The first mention of a path is its line: `[a.b]` mentions `a` too. */
function addPrefixes(
  lines: Map<string, number>,
  path: readonly (string | number)[],
  from: number,
  line: number,
): void {
  for (let length = from + 1; length <= path.length; length += 1) {
    const key = keyOf(path.slice(0, length));
    if (!lines.has(key)) lines.set(key, line);
  }
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
