import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { MAX_BYTES, NotaryMessageSchema, decode, encode } from '@cloudx3/proto';
import { WebSocket, WebSocketServer } from 'ws';
import { readFrame, writeFrame } from '../session/frames.ts';
import type { Frame } from '../session/frames.ts';
import type { AnswerCase, AnswerValue } from '../prover/answers.ts';
import type { TestTls } from './certificates.ts';

/** What is done to a frame on its way; nothing, one or several in its place. */
export interface Tampering {
  /** From the notary to the prover. */
  readonly down?: (frame: Frame) => readonly Frame[];
  /** From the prover to the notary. */
  readonly up?: (frame: Frame) => readonly Frame[];
}

/** A notary that is honest but for what it does to the frames that pass: a genuine one stands behind it. */
export interface HostileNotary extends AsyncDisposable {
  readonly url: string;
  tampering: Tampering;
  /** Every byte that a prover sent. */
  readonly heard: () => Buffer;
}

export async function startHostileNotary(behind: string, { ca, cert, key }: TestTls): Promise<HostileNotary> {
  const server = createServer({ cert, key });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const heard: Buffer[] = [];
  const notary: HostileNotary = {
    get url() {
      return `wss://127.0.0.1:${(server.address() as AddressInfo).port}/v1/session`;
    },
    tampering: {},
    heard: () => Buffer.concat(heard),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
  sockets.on('connection', (prover) => {
    const genuine = new WebSocket(behind, { ca: ca.pem, perMessageDeflate: false });
    const { down, up } = notary.tampering;
    prover.on('message', (data: Buffer) => heard.push(data));
    carry(prover, genuine, up);
    carry(genuine, prover, down);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return notary;
}

function carry(
  from: WebSocket,
  to: WebSocket,
  tamper: (frame: Frame) => readonly Frame[] = (frame) => [frame],
) {
  const waiting: Uint8Array[] = [];
  to.once('open', () => {
    for (const bytes of waiting.splice(0)) to.send(bytes);
  });
  from.on('message', (data: Buffer) => {
    const read = readFrame(data, true);
    if (!read.ok) return;
    for (const frame of tamper(read.frame)) {
      const bytes = writeFrame(frame.kind, frame.bytes);
      if (to.readyState === WebSocket.CONNECTING) waiting.push(bytes);
      else if (to.readyState === WebSocket.OPEN) to.send(bytes);
    }
  });
  from.on('close', () => to.close());
  from.on('error', () => to.terminate());
}

/** Changes the notary's messages of this kind, in place; all else passes. */
export function changing<C extends AnswerCase>(kind: C, change: (value: AnswerValue<C>) => void): Tampering {
  return {
    down: (frame) => {
      if (frame.kind !== 'control') return [frame];
      const message = decode(NotaryMessageSchema, frame.bytes, MAX_BYTES.sessionMessage);
      if (message.kind.case !== kind) return [frame];
      change(message.kind.value as AnswerValue<C>);
      return [{ kind: 'control', bytes: encode(NotaryMessageSchema, message) }];
    },
  };
}
