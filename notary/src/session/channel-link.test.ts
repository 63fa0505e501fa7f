import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameSocket } from './frame-socket.ts';
import type { SocketEnd } from './frame-socket.ts';
import { MAX_FRAME } from './frames.ts';
import { ChannelLink } from './channel-link.ts';

const CHUNK = 65_536;
const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const step of cleanUp.splice(0)) step();
});

interface Side {
  readonly frames: FrameSocket;
  readonly link: ChannelLink;
  /** The engine's own end of its channel. */
  readonly engine: Duplex;
  readonly ends: SocketEnd[];
  readonly raw: WebSocket;
}

function sideOf(raw: WebSocket, maxBytes: number, onLimit: () => void): Side {
  const [channel, engine] = duplexPair();
  const ends: SocketEnd[] = [];
  const frames = new FrameSocket(raw, {
    onFrame: ({ kind, bytes }) => {
      if (kind === 'stream') link.fromPeer(bytes);
    },
    onEnd: (end) => ends.push(end),
  });
  const link = new ChannelLink(channel, frames, { maxBytes, onLimit });
  return { frames, link, engine, ends, raw };
}

async function pair(maxBytes = 1e9, onLimit = (): void => undefined): Promise<[Side, Side]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: MAX_FRAME });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const accepted = once(server, 'connection');
  await once(client, 'open');
  const [serverSocket] = (await accepted) as [WebSocket];
  cleanUp.push(() => {
    client.terminate();
    server.close();
  });
  return [sideOf(client, maxBytes, onLimit), sideOf(serverSocket, maxBytes, onLimit)];
}

/** RFC 6455, section 4.2.2. */
function accept(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

/** Writes until the stream asks to wait, and says how much it took. */
function fill(stream: Duplex, limit: number): number {
  let written = 0;
  while (written < limit && stream.write(Buffer.alloc(CHUNK, written / CHUNK))) written += CHUNK;
  return written;
}

describe('ChannelLink', () => {
  it('carries bytes both ways, unchanged and in order', async () => {
    const [left, right] = await pair();
    const total = 3_000_000;
    const bytes = Buffer.alloc(total);
    for (let i = 0; i < total; i += 1) bytes[i] = (i * 31) % 251;
    for (const [from, to] of [
      [left, right],
      [right, left],
    ] as const) {
      const chunks: Buffer[] = [];
      let got = 0;
      to.engine.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        got += chunk.length;
      });
      from.engine.write(bytes);
      await expect.poll(() => got).toBe(total);
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
      expect(from.link.totals.sent).toBe(total);
    }
  });

  it('slows an engine down whose peer does not read, keeps little, and goes on when it reads', async () => {
    const [left, right] = await pair();
    // The engine over there reads nothing. What fits into every buffer on the way is bounded, so the writer is stopped.
    const limit = 256 * 1_048_576;
    let written = 0;
    const write = (): void => void (written += fill(left.engine, limit - written));
    left.engine.on('drain', write);
    write();
    const isStopped = (): boolean =>
      left.engine.writableNeedDrain && left.frames.congested && right.raw.isPaused;
    await expect.poll(isStopped).toBe(true);
    expect(written).toBeLessThan(limit);
    expect(left.raw.bufferedAmount + right.raw.bufferedAmount).toBeLessThan(8 * 1_048_576);
    expect(right.engine.readableLength).toBeLessThan(8 * 1_048_576);
    left.engine.off('drain', write);
    right.engine.resume();
    await once(left.engine, 'drain');
  });

  it('ends when a direction is over its limit, and carries nothing more', async () => {
    let limits = 0;
    const [left, right] = await pair(100_000, () => (limits += 1));
    let got = 0;
    right.engine.on('data', (chunk: Buffer) => (got += chunk.length));
    right.engine.on('error', () => undefined);
    left.engine.on('error', () => undefined);
    left.engine.write(Buffer.alloc(60_000));
    left.engine.write(Buffer.alloc(60_000));
    await expect.poll(() => limits).toBe(1);
    expect(got).toBeLessThanOrEqual(100_000);
    left.link.fromPeer(Buffer.alloc(60_000));
    expect(left.link.totals.received).toBe(0);
  });
});

describe('FrameSocket', () => {
  it('tells of the end once, of a bad frame as of a close, and hands over nothing after it', async () => {
    const [left, right] = await pair();
    left.raw.send('text');
    left.raw.send('more text');
    await expect.poll(() => right.ends).toEqual([{ how: 'bad_frame', code: 'session.malformed' }]);
    right.frames.close();
    await expect.poll(() => left.ends).toEqual([{ how: 'closed', code: 1000 }]);
    expect(right.ends).toHaveLength(1);
  });

  it('cuts off a peer that never answers the close', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      // Speaks just enough to be taken for a WebSocket server, and then reads no more.
      socket.once('data', (head: Buffer) => {
        const key = /sec-websocket-key: (\S+)/i.exec(head.toString())?.[1] ?? '';
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept(key)}\r\n\r\n`,
        );
        socket.pause();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    });
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await once(client, 'open');
    const frames = new FrameSocket(client, { onFrame: () => undefined, onEnd: () => undefined });
    const cut = vi.spyOn(client, 'terminate');
    frames.close();
    await once(client, 'close');
    expect(cut).toHaveBeenCalledOnce();
    expect(client.readyState).toBe(WebSocket.CLOSED);
  });
});
