import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The source that a file in `dist/` was compiled from; both from the package's folder. */
export function sourceOf(built: string): string {
  return built.replace(/^dist\//, 'src/').replace(/(\.d\.ts|\.js)$/, '.ts');
}

/** Deletes what was compiled from sources that are gone, since the compiler leaves it where it is, and gives its paths. */
export function deleteStale(folder: string): string[] {
  const dist = join(folder, 'dist');
  if (!existsSync(dist)) return [];
  const stale = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join('dist', path.replaceAll('\\', '/')))
    .filter((path) => /\.(d\.ts|js)(\.map)?$/.test(path) && !existsSync(join(folder, sourceOf(path))));
  for (const path of stale) rmSync(join(folder, path));
  return stale;
}
