import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';

/**
 * Generates a folder into a temporary place and compares it with `target` (from `root`). Returns the paths that differ;
 * unless `check`, the folder is replaced by what was generated.
 */
export async function generateFolder(
  target: string,
  check: boolean,
  generate: (into: string) => Promise<void>,
  root = repositoryRoot,
): Promise<string[]> {
  const fresh = mkdtempSync(join(tmpdir(), 'cloudx3-generate-'));
  const committed = join(root, target);
  try {
    await generate(fresh);
    const files = new Set([...filesBelow(fresh), ...filesBelow(committed)]);
    const changed = [...files].filter(
      (file) => content(join(fresh, file)) !== content(join(committed, file)),
    );
    if (!check && changed.length > 0) {
      rmSync(committed, { recursive: true, force: true });
      cpSync(fresh, committed, { recursive: true });
    }
    return changed.map((file) => join(target, file));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function content(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'latin1') : undefined;
}
