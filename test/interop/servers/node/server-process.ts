import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const PIECE = 10_000;
const [folder = '', authorization, tail, form, ...listeners] = readFileSync(
  process.argv.at(-1) ?? '',
  'utf8',
).split('\n');
process.stdin.resume().once('end', () => process.exit(0));

const listener: RequestListener = (request, response) => {
  // A client that goes away is no failure of the server.
  answer(request, response).catch(() => response.destroy());
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '', method, headers } = request;
  const [path = '', query] = url.split('?');
  const said = await text(request);
  const places = [
    { is: headers.authorization, wanted: authorization },
    { is: query, wanted: form },
    { is: method === 'POST' ? said : undefined, wanted: form },
  ].filter(({ is }) => is !== undefined);
  const isRight = places.length > 0 && places.every(({ is, wanted }) => is === wanted);
  response.setHeader('content-type', 'application/json');
  if (!isRight || headers['x-tail'] !== tail) {
    response.writeHead(401).end('{}');
    return;
  }
  const body = readFileSync(join(folder, path));
  if (path.startsWith('/length/')) {
    response.end(body);
    return;
  }
  // Without a length, Node sends each piece as a chunk.
  for (let at = 0; at < body.length; at += PIECE) response.write(body.subarray(at, at + PIECE));
  response.end();
}

const ports = listeners.map(async (line) => {
  const [certificate = '', key = '', , group = '', suite = ''] = line.split('\t');
  const server = createServer(
    {
      cert: readFileSync(certificate),
      key: readFileSync(key),
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['http/1.1'],
      ecdhCurve: group,
      ...(suite === 'any' ? {} : { ciphers: suite }),
    },
    listener,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
});
console.log(JSON.stringify(await Promise.all(ports)));
