import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';

const here = import.meta.url;

/**
 * The URL from which threads run worker-thread.ts. From sources it is a `data:` URL with the types already taken out:
 * a thread that strips types itself loads the stripper for that, which costs 30 ms and 11 MB in each of some thirty.
 */
export async function threadBootstrapUrl(): Promise<string> {
  if (!here.endsWith('.ts')) return new URL('./worker-thread.js', here).href;
  const source = await readFile(new URL('./worker-thread.ts', here), 'utf8');
  return `data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(source))}`;
}
