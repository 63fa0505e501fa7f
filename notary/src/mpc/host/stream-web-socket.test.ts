import { once } from 'node:events';
import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StreamWebSocket } from './stream-web-socket.ts';
import type { Route } from './stream-web-socket.ts';

/** Both ends of a byte stream. */
function wire(): { near: Duplex; far: Duplex } {
  const [near, far] = duplexPair();
  return { near, far };
}

const opened = (socket: StreamWebSocket): Promise<void> =>
  new Promise((resolve) => {
    socket.onopen = () => resolve();
  });

const closed = (socket: StreamWebSocket): Promise<{ code: number; wasClean: boolean }> =>
  new Promise((resolve) => {
    socket.onclose = resolve;
  });

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function open(route: Route): StreamWebSocket {
  return new StreamWebSocket('ws://peer.invalid/', () => Promise.resolve(route));
}

describe('StreamWebSocket', () => {
  it('loses nothing that arrives between open and the first handler', async () => {
    const { near, far } = wire();
    const socket = open({ stream: near });
    far.write('early ');
    await opened(socket);
    far.write('bytes');
    for (let turns = 0; turns < 5; turns += 1) await turn();
    const got: Buffer[] = [];
    const all = new Promise<void>((resolve) => {
      socket.onmessage = ({ data }) => {
        expect(data).toBeInstanceOf(ArrayBuffer);
        got.push(Buffer.from(data));
        if (Buffer.concat(got).length === 11) resolve();
      };
    });
    await all;
    expect(Buffer.concat(got).toString()).toBe('early bytes');
  });

  it('leaves bytes with the sender until there is a handler', async () => {
    const { near, far } = wire();
    const socket = open({ stream: near });
    await opened(socket);
    while (far.write(Buffer.alloc(16_384)));
    expect(far.writableNeedDrain).toBe(true);
    await turn();
    expect(far.writableNeedDrain).toBe(true);
    socket.onmessage = () => undefined;
    await once(far, 'drain');
  });

  it('reads only after it may', async () => {
    const { near, far } = wire();
    const gate = Promise.withResolvers<undefined>();
    const socket = open({ stream: near, readAfter: gate.promise });
    await opened(socket);
    const got: string[] = [];
    const first = new Promise<void>((resolve) => {
      socket.onmessage = ({ data }) => {
        got.push(Buffer.from(data).toString());
        resolve();
      };
    });
    far.write('answer');
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(got).toEqual([]);
    gate.resolve(undefined);
    await first;
    expect(got).toEqual(['answer']);
  });

  it('sends copies, so that the engine may use its memory again, also when that memory is shared', async () => {
    const { near, far } = wire();
    const sent: number[] = [];
    const socket = open({ stream: near, onSent: (length) => sent.push(length) });
    await opened(socket);
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set([1, 2, 3]);
    socket.send(shared);
    shared.fill(9);
    socket.send(new Uint8Array([0, 4, 5, 0]).subarray(1, 3));
    socket.send(new Uint8Array([6]).buffer);
    near.end();
    const chunks: Buffer[] = [];
    for await (const chunk of far) chunks.push(chunk as Buffer);
    expect([...Buffer.concat(chunks)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sent).toEqual([3, 2, 1]);
  });

  it('tells a clean end from a broken stream and from one that could not be opened', async () => {
    const { near, far } = wire();
    const clean = open({ stream: near });
    await opened(clean);
    clean.onmessage = () => undefined;
    const end = closed(clean);
    far.end();
    expect(await end).toMatchObject({ code: 1000, wasClean: true });
    expect(clean.readyState).toBe(3);

    const other = wire();
    const broken = open({ stream: other.near });
    await opened(broken);
    const errors: string[] = [];
    broken.onerror = ({ type }) => errors.push(type);
    const failure = closed(broken);
    other.near.destroy(new Error('reset'));
    expect(await failure).toMatchObject({ code: 1006, wasClean: false });
    expect(errors).toEqual(['error']);

    const refused = new StreamWebSocket('ws://x/', () => Promise.reject(new Error('refused')));
    expect(await closed(refused)).toMatchObject({ code: 1006, wasClean: false });
  });

  it('ends the stream when it is closed, even before it is open, and sends nothing afterwards', async () => {
    const { near, far } = wire();
    const socket = open({ stream: near });
    socket.close();
    const ended = once(far, 'end');
    far.resume();
    await ended;
    socket.send(new Uint8Array([1]));
    expect(socket.readyState).toBeGreaterThanOrEqual(2);
  });

  it('holds its last words back until the other side has closed, or for a while', async () => {
    const lastWords = { are: (message: Uint8Array) => message[0] === 9, lingerMs: 5 };
    const read = async (far: Duplex): Promise<number[]> => {
      const chunks: Buffer[] = [];
      for await (const chunk of far) chunks.push(chunk as Buffer);
      return [...Buffer.concat(chunks)];
    };

    const first = wire();
    const closing = open({ stream: first.near, lastWords: { ...lastWords, lingerMs: 60_000 } });
    await opened(closing);
    closing.onmessage = () => undefined;
    closing.send(new Uint8Array([9, 1]));
    closing.send(new Uint8Array([2]));
    closing.send(new Uint8Array([9, 3]));
    closing.close();
    const end = closed(closing);
    first.far.end();
    expect(await end).toMatchObject({ wasClean: true });
    // What was not the last message after all went out in its place; the last one never did.
    expect(await read(first.far)).toEqual([9, 1, 2]);

    const second = wire();
    const lingering = open({ stream: second.near, lastWords });
    await opened(lingering);
    lingering.send(new Uint8Array([1]));
    lingering.send(new Uint8Array([9]));
    lingering.close();
    expect(await read(second.far)).toEqual([1, 9]);
  });
});
