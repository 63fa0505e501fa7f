import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Whether the file was as it should be; unless `check`, it is afterwards. */
export function bringUpToDate(file: string, text: string, check: boolean): boolean {
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!same && !check) writeFileSync(file, text);
  return same;
}
