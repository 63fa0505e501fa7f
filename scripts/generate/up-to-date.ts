import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether the file was as it should be; unless `check`, it is afterwards. */
export function bringUpToDate(file: string, text: string, check: boolean): boolean {
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!same && !check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return same;
}
