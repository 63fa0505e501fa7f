import { posix } from 'node:path';
import ts from 'typescript';
import type { Subject } from './subject.ts';

/** What a module imports, by the specifiers in its text. */
export function specifiersIn(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/**
 * The packed file, or folder, that a path in another packed file means; undefined where none is packed. Declarations import each other by the
 * names of the sources.
 */
export function packedFile({ files }: Subject, from: string, path: string): string | undefined {
  const target = posix.join(posix.dirname(from), path);
  const wanted = from.endsWith('.d.ts') ? target.replace(/(\.d)?\.ts$|\.js$/, '.d.ts') : target;
  return files.find((file) => file === wanted || (wanted.endsWith('/') && file.startsWith(wanted)));
}

/** The packed files that the doors lead to, by imports inside of the package. */
export function reachedByDoors(subject: Subject): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = Object.values(subject.workspace.manifest.exports ?? {})
    .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
    .map((target) => posix.normalize(target))
    .filter((file) => subject.files.includes(file));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const specifier of specifiersIn(subject.read(file) ?? '')) {
      const next = specifier.startsWith('.') ? packedFile(subject, file, specifier) : undefined;
      if (next !== undefined) open.push(next);
    }
  }
  return reached;
}
