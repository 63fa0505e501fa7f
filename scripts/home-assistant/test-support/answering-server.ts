import { createServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { ServerAddress } from '../server-client.ts';

export const SERVER_NAME = 'home-assistant.cloudx3.test';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export const json =
  (value: unknown, status = 200): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** A server on genuine TLS that answers as each test says. */
export interface AnsweringServer {
  readonly server: Server;
  readonly address: ServerAddress;
  /** An authority that did not issue the server's certificate. */
  readonly foreignCaPem: string;
  /** By path; 404 where there is none. */
  answers: Record<string, Answer>;
  close(): void;
}

export async function startAnsweringServer(): Promise<AnsweringServer> {
  const ca = await createDevelopmentCa({ validDays: 1 });
  const issued = await issueServerCertificate(ca, { names: [SERVER_NAME], validDays: 1 });
  const server = createServer(
    { cert: issued.certificatePem, key: issued.privateKeyPem },
    (request, response) => {
      const answer = answering.answers[request.url ?? ''] ?? json({}, 404);
      request.resume();
      request.once('end', () => answer(request, response));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answering: AnsweringServer = {
    server,
    address: { port: (server.address() as AddressInfo).port, serverName: SERVER_NAME, caPem: ca.pem },
    foreignCaPem: (await createDevelopmentCa({ validDays: 1 })).pem,
    answers: {},
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return answering;
}
