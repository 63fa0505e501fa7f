/** snake_case as camelCase. */
export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** snake_case as PascalCase. */
export function pascal(name: string): string {
  const text = camel(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** PascalCase as camelCase. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A comment of the contract as one of ours: names of members are written as the SDK writes them. Codes keep their dots and underscores. */
export function comment(doc: string | undefined, indent = ''): string {
  if (doc === undefined) return '';
  const text = doc.replace(/(?<![\w.])[a-z]+(?:_[a-z0-9]+)+(?![\w.]*\.\w)/g, camel).replaceAll('*/', '* /');
  return `${indent}/** ${text.replaceAll(/\s*\n\s*/g, ' ')} */\n`;
}

const HEAD = (source: string): string =>
  `// Generated from ${source} by "npm run generate"; change the contract's messages instead.\n`;

/** A generated file: of the names in `from`, those that the body uses are imported. */
export function fileText(
  source: string,
  body: string,
  from: Readonly<Record<string, { readonly values?: readonly string[]; readonly types?: readonly string[] }>>,
): string {
  // A comment may name a type without using it.
  const code = body.replaceAll(/\/\*\*.*?\*\//gs, '');
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);
  const lines = Object.entries(from).flatMap(([module, { values = [], types = [] }]) => [
    ...importLine('import', values.filter(isUsed), module),
    ...importLine('import type', types.filter(isUsed), module),
  ]);
  return `${HEAD(source)}${lines.join('\n')}\n\n${body}`;
}

function importLine(keyword: string, names: readonly string[], module: string): string[] {
  return names.length === 0 ? [] : [`${keyword} { ${[...names].sort().join(', ')} } from '${module}';`];
}
