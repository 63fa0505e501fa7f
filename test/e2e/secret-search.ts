import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '@cloudx3/scripts';

/** What a secret may look like in a file or an answer: as it is, in hex, or in base64 wherever it begins in a group of three bytes. */
function shapesOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Without the groups that other bytes have a part in.
    return text.slice(before === 0 ? 0 : 4, -4);
  });
  return [secret, bytes.toString('hex'), ...inBase64, ...inBase64.map((text) => toUrlSafe(text))];
}

function toUrlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

/** Files below a folder that hold the secret in any shape: logs, databases with gossip and evidence, the chain's blocks. */
export function filesWith(folder: string, secret: string): string[] {
  const shapes = shapesOf(secret);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return shapes.some((shape) => bytes.includes(shape));
    });
}

/** Pages of every node and notary that hold the secret. */
export async function pagesWith({ plan }: Network, secret: string): Promise<string[]> {
  const shapes = shapesOf(secret);
  const pages = [...plan.nodes, ...plan.notaries].flatMap(({ httpPort }) =>
    ['/health', '/metrics', '/status'].map((path) => `http://127.0.0.1:${httpPort}${path}`),
  );
  const texts = await Promise.all(
    pages.map(async (url) => ({
      url,
      text: await fetch(url).then(
        (answer) => answer.text(),
        () => '',
      ),
    })),
  );
  if (texts.filter(({ text }) => text !== '').length < 6) throw new Error('the pages cannot be read');
  return texts.filter(({ text }) => shapes.some((shape) => text.includes(shape))).map(({ url }) => url);
}
