import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import type { OutputChunk } from 'rolldown';

const ENTRY = 'entry-of-a-page';

/** Bundles a module's text for a browser, minified, from `folder` where what it imports is installed. Throws where it needs Node.js. */
export async function bundleForBrowser(folder: string, text: string, format: 'es' | 'iife'): Promise<string> {
  const build = await rolldown({
    cwd: folder,
    input: ENTRY,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? `${folder}/${ENTRY}.ts` : undefined),
        load: (id) => (id.endsWith(`${ENTRY}.ts`) ? text : undefined),
      },
    ],
  });
  const { output } = await build.generate({ format, minify: true, name: 'page', codeSplitting: false });
  await build.close();
  const chunks = output.filter((part): part is OutputChunk => part.type === 'chunk');
  const outside = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  if (outside.length > 0) throw new Error(`a browser has no ${outside.join(', ')}`);
  return chunks.map(({ code }) => code).join('');
}

/** How large a text is on disk and on the wire. */
export function sizesOf(text: string): { readonly bytes: number; readonly gzip: number } {
  const bytes = Buffer.from(text);
  return { bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}
