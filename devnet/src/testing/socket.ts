import type { ClientOptions } from 'ws';
import { WebSocket } from 'ws';
import type { RpcAnswer } from './node.ts';

/** A websocket of the RPC, whose frames are taken one after the other. */
export interface TestSocket {
  readonly socket: WebSocket;
  /** Settles when the connection stands; rejects with the status where it is refused. */
  readonly opened: Promise<void>;
  /** The code with which it ended. */
  readonly closed: Promise<number>;
  readonly send: (frame: unknown) => void;
  readonly next: () => Promise<RpcAnswer>;
  readonly subscribe: (id: number, query: string) => Promise<RpcAnswer>;
}

export function openSocket(httpUrl: string, path = '/websocket', options: ClientOptions = {}): TestSocket {
  const socket = new WebSocket(`${httpUrl.replace('http', 'ws')}${path}`, options);
  const frames: RpcAnswer[] = [];
  const waiting: ((frame: RpcAnswer) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as RpcAnswer;
    const first = waiting.shift();
    if (first === undefined) frames.push(frame);
    else first(frame);
  });
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, response) => reject(new Error(`${response.statusCode}`)));
    socket.once('error', reject);
  });
  opened.catch(() => undefined);
  const send = (frame: unknown): void =>
    void opened.then(() => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)));
  const next = (): Promise<RpcAnswer> => {
    const ready = frames.shift();
    return ready === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(ready);
  };
  return {
    socket,
    opened,
    closed: new Promise((resolve) => socket.once('close', resolve)),
    send,
    next,
    subscribe: (id, query) => {
      send({ jsonrpc: '2.0', id, method: 'subscribe', params: { query } });
      return next();
    },
  };
}
