import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A message as Node's own parser reads it, of which nothing is in ours. */
export interface NodeMessage {
  /** Status and reason, or method and target. */
  readonly start: readonly [string, string];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** A connection that says these bytes, ends if it is to, and takes what is said to it. */
function saying(bytes: Uint8Array, ends: boolean): Duplex {
  let said = false;
  return new Duplex({
    read() {
      if (said) return;
      said = true;
      this.push(bytes);
      if (ends) this.push(null);
    },
    write: (_chunk, _encoding, done) => done(),
  });
}

/** What Node's client makes of the bytes of a response; undefined where it refuses them. */
export async function nodeReadsResponse(bytes: Uint8Array): Promise<NodeMessage | undefined> {
  const asked = request({ createConnection: () => saying(bytes, true) });
  try {
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return await read(answer, [String(answer.statusCode), answer.statusMessage ?? '']);
  } catch {
    return undefined;
  } finally {
    asked.destroy();
  }
}

/** What Node's server makes of the bytes of a request; undefined where it refuses them. */
export async function nodeReadsRequest(bytes: Uint8Array): Promise<NodeMessage | undefined> {
  const server = createServer();
  const connection = saying(bytes, false);
  const refused = once(server, 'clientError').then(() => undefined);
  const asked = once(server, 'request') as Promise<[IncomingMessage]>;
  server.emit('connection', connection);
  const [message] = (await Promise.race([asked, refused])) ?? [];
  try {
    return message && (await read(message, [message.method ?? '', message.url ?? '']));
  } finally {
    connection.destroy();
  }
}

async function read(message: IncomingMessage, start: NodeMessage['start']): Promise<NodeMessage> {
  const { rawHeaders } = message;
  const headers = rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : [],
  );
  return { start, headers, body: new Uint8Array(await buffer(message)) };
}
