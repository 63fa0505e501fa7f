import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Network } from '@cloudx3/scripts';
import { z } from 'zod';

const WATCHED = fileURLToPath(new URL('../watched-node/main.ts', import.meta.url));
const submission = z.object({ submit_reports: z.object({ reports: z.array(z.base64()) }) });

/** What nodes are about to send, one after the other; each waits until it was looked at. */
export interface Mempool extends AsyncDisposable {
  readonly url: string;
  /** Is handed the reports of the next transaction that has some, and runs before that is sent. */
  readNext<T>(read: (reports: readonly Uint8Array[]) => Promise<T>): Promise<T>;
}

export async function openMempool(): Promise<Mempool> {
  let reader: ((reports: readonly Uint8Array[]) => Promise<void>) | undefined;
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const found = submission.safeParse(JSON.parse(body));
      const read = found.success ? reader : undefined;
      if (found.success && read !== undefined) {
        reader = undefined;
        await read(found.data.submit_reports.reports.map((report) => Buffer.from(report, 'base64')));
      }
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    readNext<T>(read: (reports: readonly Uint8Array[]) => Promise<T>) {
      return new Promise<T>((resolve, reject) => {
        reader = (reports) => read(reports).then(resolve, reject);
      });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Starts every node of a network anew, so that the mempool reads what they send. They end with the network. */
export async function watchNodes({ processes, plan }: Network, { url }: Mempool): Promise<void> {
  await Promise.all(
    plan.nodes.map(async (node) => {
      await processes.stopNamed(node.name);
      await processes.start({
        name: `${node.name} (watched)`,
        script: WATCHED,
        args: [join(node.home, 'node.toml'), url],
        home: node.home,
      });
    }),
  );
}
