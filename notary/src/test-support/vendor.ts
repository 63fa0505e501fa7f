import { once } from 'node:events';
import { createServer } from 'node:tls';
import type { TLSSocket, TlsOptions } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa } from '@cloudx3/dev-ca';
import { defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';

export const VENDOR_NAME = 'vendor.example';

/** A genuine TLS server on loopback, and an operation that reads it. */
export interface TestVendor extends AsyncDisposable {
  readonly port: number;
  readonly operation: CheckedOperation;
  /** Everything that it was sent, decrypted. */
  readonly seen: () => string;
  /** Connections that are open now, and handshakes that were made since its start. */
  readonly connections: () => number;
  readonly handshakes: () => number;
  answer: (socket: TLSSocket, request: string) => void;
}

/** The operation of the fixture, on this port: a GET with a secret in a header, and these behind it. */
export function vendorOperation(
  port: number,
  behind: Readonly<Record<string, string>> = { 'x-tag': 'cloudx3' },
  maxResponseBytes = 1024,
): CheckedOperation {
  return defineOperation({
    kind: 'read',
    name: 'vendor/power',
    server: { name: VENDOR_NAME, port },
    method: 'GET',
    target: '/v1/meters/{meter}?unit=W',
    headers: { accept: 'application/json', authorization: 'Bearer {!api_key}', ...behind },
    parameters: { meter: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 20 } },
    holes: { api_key: { charset: 'alphanumeric', minLength: 24, maxLength: 24 } },
    conditions: [{ path: ['ok'], literal: 'true' }],
    readings: { power: { unit: 'W', path: ['meter', 'power'], source: 'number', min: '0', max: '5000' } },
    maxRequestBytes: 512,
    maxResponseBytes,
  });
}

/** Starts the server. By default it answers each request with `response`, and closes. Each secret of its sessions is told in a line of a key log. */
export async function startTestVendor(
  ca: DevelopmentCa,
  response: Uint8Array,
  options: TlsOptions = {},
  onKeylog: (line: Buffer) => void = () => undefined,
): Promise<TestVendor> {
  const { certificatePem, privateKeyPem } = await issueServerCertificate(ca, {
    names: [VENDOR_NAME],
    validDays: 1,
  });
  let seen = '';
  let handshakes = 0;
  const sockets = new Set<TLSSocket>();
  const server = createServer(
    { cert: certificatePem, key: privateKeyPem, ALPNProtocols: ['http/1.1'], ...options },
    (socket) => {
      let request = '';
      handshakes += 1;
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => {
        seen += chunk.toString('latin1');
        request += chunk.toString('latin1');
        if (request.includes('\r\n\r\n')) vendor.answer(socket, request);
      });
    },
  );
  server.on('tlsClientError', () => undefined);
  server.on('keylog', onKeylog);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const vendor: TestVendor = {
    port,
    operation: vendorOperation(port),
    seen: () => seen,
    connections: () => sockets.size,
    handshakes: () => handshakes,
    answer: (socket) => socket.end(response),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return vendor;
}
