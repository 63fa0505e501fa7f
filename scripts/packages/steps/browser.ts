import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bundleForBrowser, sizesOf } from '../bundle.ts';
import { runInPage } from '../page.ts';
import type { Step } from '../step.ts';

/** Doors whose size matters to a page, whole. */
const MEASURED = ['@cloudx3/sdk', '@cloudx3/verifier-core'];

const pageResult = z.strictObject({
  signed: z.literal(true),
  decimal: z.literal('21.50'),
  request: z.literal(true),
  operations: z.tuple([z.literal('temperature'), z.literal('current')]),
  slice: z.literal('30000'),
  message: z.tuple([z.literal('publish_operation')]),
  address: z.literal('wasm19rl4cm2hmr8afy4kldpxz3fka4jguq0akuugk7'),
});

/** The libraries are bundled for a browser, need nothing of Node.js, and do their work in a page. */
export const browser: Step = {
  name: 'browser',
  run: async ({ folder }) => {
    const text = readFileSync(join(folder, 'browser.ts'), 'utf8');
    pageResult.parse(JSON.parse(await runInPage(await bundleForBrowser(folder, text, 'iife'))));
    const sizes: Record<string, object> = {};
    for (const door of MEASURED) {
      sizes[door] = sizesOf(await bundleForBrowser(folder, `export * from '${door}';`, 'es'));
    }
    return { browser: sizes };
  },
};
