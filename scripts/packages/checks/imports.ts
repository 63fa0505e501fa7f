import { isBuiltin } from 'node:module';
import { isPrivate } from '../workspaces.ts';
import type { Rule } from './finding.ts';
import { packedFile, specifiersIn } from './reach.ts';
import type { House, Subject } from './subject.ts';

/** A file that is read or started beside the one that names it. */
const BESIDE = /new URL\(\s*['"`](\.[^'"`$]+)['"`],\s*import\.meta\.url/g;

/** What a packed file imports can be found where the package was installed. */
export function importRules({ workspaces }: House): Rule<Subject>[] {
  const kept = new Set(
    workspaces.filter(({ folder }) => isPrivate(folder)).map(({ manifest }) => manifest.name),
  );
  return [
    { name: 'imports', check: (subject) => eachModule(subject, (file) => checkImports(subject, file, kept)) },
    { name: 'files beside', check: (subject) => eachModule(subject, (file) => checkBeside(subject, file)) },
  ];
}

/** A program's bin is left out: it asks first whether the sources are there. */
function eachModule({ files }: Subject, check: (file: string) => string[]): string[] {
  return files.filter((file) => /\.(js|d\.ts)$/.test(file)).flatMap(check);
}

function checkImports(subject: Subject, file: string, kept: ReadonlySet<string>): string[] {
  const { manifest } = subject.workspace;
  const allowed = { ...manifest.dependencies, ...manifest.peerDependencies };
  return specifiersIn(subject.read(file) ?? '').flatMap((specifier) => {
    if (specifier.startsWith('.'))
      return packedFile(subject, file, specifier) === undefined ? [notPacked(file, specifier)] : [];
    if (isBuiltin(specifier)) return [];
    const name = packageOf(specifier);
    if (kept.has(name)) return [`${file} imports ${specifier}, which is not published`];
    if (name === manifest.name || allowed[name] !== undefined) return [];
    return [`${file} imports ${specifier}, and ${name} is no dependency of the package`];
  });
}

function checkBeside(subject: Subject, file: string): string[] {
  if (file.endsWith('.d.ts')) return [];
  return [...(subject.read(file) ?? '').matchAll(BESIDE)]
    .map(([, path = '']) => path)
    .filter((path) => packedFile(subject, file, path) === undefined)
    .map((path) => notPacked(file, path));
}

function notPacked(file: string, path: string): string {
  return `${file} reaches for ${path}, which is not packed`;
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
