import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Which top-level modules of its own crate a module names, by module. */
export type ModuleGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** The crates below a folder: every one with a `src` beside its `Cargo.toml`. */
export function cratesBelow(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory() && readdirSync(path).includes('Cargo.toml'));
}

/** Rust allows modules of a crate to need each other in a circle; `cargo` says nothing. Reads `crate::module` outside of comments and tests. */
export function moduleGraph(crate: string): ModuleGraph {
  const source = join(crate, 'src');
  const graph = new Map<string, Set<string>>();
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.rs') || /(^|\/)gen\//.test(file)) continue;
    const module = file.replace(/\.rs$/, '').split('/')[0] ?? file;
    // A crate's root names what it consists of.
    if (module === 'lib' || module === 'main') continue;
    const named = graph.get(module) ?? new Set();
    for (const other of namedModules(readFileSync(join(source, file), 'utf8')))
      if (other !== module) named.add(other);
    graph.set(module, named);
  }
  return graph;
}

/** The first circle found, as the modules on it; undefined where there is none. */
export function circleIn(graph: ModuleGraph): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (module: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(module)) return [...path.slice(path.indexOf(module)), module];
    if (done.has(module)) return undefined;
    for (const next of graph.get(module) ?? []) {
      const circle = walk(next, [...path, module]);
      if (circle !== undefined) return circle;
    }
    done.add(module);
    return undefined;
  };
  for (const module of graph.keys()) {
    const circle = walk(module, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

function namedModules(text: string): string[] {
  const code = text.replace(/\/\/.*$/gm, '').split('#[cfg(test)]')[0] ?? '';
  const single = [...code.matchAll(/\bcrate::([a-z_0-9]+)/g)].map(([, name]) => name ?? '');
  const grouped = [...code.matchAll(/\bcrate::\{([^;]*)\}/g)].flatMap(([, list]) => firstNames(list ?? ''));
  return [...single, ...grouped];
}

/** `a, b::{c, d}, e::f` → a, b, e. */
function firstNames(list: string): string[] {
  let flat = list;
  while (/\{[^{}]*\}/.test(flat)) flat = flat.replace(/\{[^{}]*\}/g, '');
  return flat.split(',').map((item) => (item.trim().split('::')[0] ?? '').trim());
}
