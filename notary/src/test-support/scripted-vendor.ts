import { X509Certificate, createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa } from '@cloudx3/dev-ca';
import { CONTENT_TYPE } from '@cloudx3/tls13';
import { ScriptedServer } from '@cloudx3/tls13/testing';
import type { ScriptedServerOptions } from '@cloudx3/tls13/testing';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { VENDOR_NAME, vendorOperation } from './vendor.ts';

/** What a server does that no stack can be asked for. */
export interface VendorScript extends Pick<ScriptedServerOptions, 'suite' | 'tickets'> {
  /** Records behind its first flight, before it has heard the client's Finished. */
  readonly early?: (server: ScriptedServer) => Uint8Array;
  /** Records that answer a whole request, after which it ends its stream. */
  readonly answer: (server: ScriptedServer) => Uint8Array;
  /** Of its operation. */
  readonly maxResponseBytes?: number;
}

export interface ScriptedVendor extends AsyncDisposable {
  readonly operation: CheckedOperation;
}

/** A vendor whose TLS is a script: one request a connection, and its answer. */
export async function startScriptedVendor(ca: DevelopmentCa, script: VendorScript): Promise<ScriptedVendor> {
  const issued = await issueServerCertificate(ca, { names: [VENDOR_NAME], validDays: 1 });
  const chain = [new X509Certificate(issued.certificatePem).raw];
  const privateKey = createPrivateKey(issued.privateKeyPem);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    play(socket, new ScriptedServer({ ...script, chain, privateKey }), script);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    operation: vendorOperation(port, {}, script.maxResponseBytes),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function play(socket: Socket, server: ScriptedServer, { early, answer }: VendorScript): void {
  socket.on('data', (chunk) => {
    const said = server.receive(chunk);
    const isFirstFlight = said.length > 0 && !server.handshakeDone;
    socket.write(Buffer.concat([said, ...(isFirstFlight && early !== undefined ? [early(server)] : [])]));
    const heard = server.received.filter(({ type }) => type === CONTENT_TYPE.application_data);
    const request = Buffer.concat(heard.map(({ content }) => content)).toString('latin1');
    if (request.includes('\r\n\r\n')) socket.end(answer(server));
  });
}
