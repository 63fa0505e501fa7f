import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa, ServerCertificate } from '@cloudx3/dev-ca';
import type { MpcPhase } from './host/child-messages.ts';
import { requestBytes } from './request.ts';
import type { MpcRequest } from './request.ts';
import {
  get,
  LIMITS,
  makeIdentity,
  SERVER_NAME,
  startReadyPair,
  startServer,
  text,
  SESSION_MS,
} from '../test-support/mpc-session-pair.ts';
import type { ReadyPair, TestServer } from '../test-support/mpc-session-pair.ts';

// Whole sessions with the real engine and a real TLS 1.2 server: seconds of both cores each.

let ca: DevelopmentCa;
let certificate: ServerCertificate;
let server: TestServer;
/** What the server got and answers with. */
let seen = '';
let answer = '';

beforeAll(async () => {
  ({ ca, certificate } = await makeIdentity());
  server = await startServer(certificate, (socket) => {
    socket.on('data', (chunk: Buffer) => {
      seen += chunk.toString('latin1');
      socket.end(answer, 'latin1');
    });
  });
}, SESSION_MS);

afterAll(() => server[Symbol.asyncDispose]());

/** Runs one session that shows everything but `hidden`, and returns what the verifier knows. */
async function notarize(pair: ReadyPair, request: MpcRequest, hidden = '', at = server) {
  seen = '';
  const { sent, received } = await pair.prover.exchange(request, at.address);
  const from = hidden === '' ? sent.length : text(sent).indexOf(hidden);
  const ranges = [
    { start: 0, end: from },
    { start: from + hidden.length, end: sent.length },
  ].filter(({ start, end }) => end > start);
  await pair.prover.reveal({ sent: ranges, received: [{ start: 0, end: received.length }] });
  return { sent, received, transcript: await pair.verdict };
}

function running(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? -1, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a whole session', () => {
  it(
    'proves a GET with a hidden credential, of which not one byte reaches the verifier',
    async () => {
      const phases: MpcPhase[] = [];
      await using pair = await startReadyPair({
        ca,
        verifierDeps: { onPhase: (phase) => phases.push(phase) },
      });
      const body = '{"apower":12.5}';
      answer = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
      const request = get('/v2/state?auth_key=c2VjcmV0&id=1', { Accept: '*/*' });
      const before = Date.now();

      const { sent, received, transcript } = await notarize(pair, request, 'c2VjcmV0');

      expect(text(sent)).toBe(text(requestBytes(request)));
      expect(seen).toBe(text(sent));
      expect(text(received)).toBe(answer);
      expect(transcript).toMatchObject({ serverName: SERVER_NAME, tlsVersion: 'TLS1.2' });
      expect(text(transcript.received.bytes)).toBe(answer);
      expect(text(transcript.sent.bytes)).toBe(text(sent).replace('c2VjcmV0', '\0'.repeat(8)));
      const start = text(sent).indexOf('c2VjcmV0');
      expect(transcript.sent.ranges).toEqual([
        { start: 0, end: start },
        { start: start + 8, end: sent.length },
      ]);
      expect(transcript.times.onlineAt).toBeGreaterThanOrEqual(before);
      expect(transcript.times.closedAt).toBeGreaterThanOrEqual(transcript.times.onlineAt);
      expect(phases).toEqual(['peer_connected', 'setup_done', 'online_started', 'tls_closed']);
    },
    SESSION_MS,
  );

  it(
    'sends exactly the bytes of a POST: spelling and order of headers, and a body that is no JSON',
    async () => {
      await using pair = await startReadyPair({ ca });
      answer = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n';
      const body = Buffer.from('channel=0&turn=on&name=K\xfcche\0', 'latin1');
      const request: MpcRequest = {
        method: 'POST',
        target: '/device/relay/control',
        headers: [
          ['Host', Buffer.from(SERVER_NAME)],
          ['X-Second', Buffer.from('2')],
          ['content-TYPE', Buffer.from('application/x-www-form-urlencoded')],
          ['A-Last', Buffer.from('\xe9', 'latin1')],
          ['A-Last', Buffer.from('twice')],
          ['Content-Length', Buffer.from(String(body.length))],
          ['Connection', Buffer.from('close')],
        ],
        body,
      };

      const { received, transcript } = await notarize(pair, request);

      expect(seen).toBe(text(requestBytes(request)));
      expect(text(transcript.sent.bytes)).toBe(seen);
      expect(text(received)).toBe(answer);
      expect(text(transcript.received.bytes)).toBe(answer);
    },
    SESSION_MS,
  );

  it(
    'carries exactly as many bytes as it was set up for, with an RSA certificate and neither custom headers nor a clean close',
    async () => {
      const rsa = await issueServerCertificate(ca, { names: [SERVER_NAME], validDays: 1, key: 'rsa-2048' });
      const head = (length: number): string => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`;
      const filling = LIMITS.maxRecvBytes - head(999).length;
      const whole = head(filling) + 'r'.repeat(filling);
      expect(whole).toHaveLength(LIMITS.maxRecvBytes);
      await using rsaServer = await startServer(rsa, (socket) => {
        // The connection is cut without a close_notify, as many servers do.
        socket.on('data', () => socket.write(whole, () => socket.destroySoon()));
      });
      await using pair = await startReadyPair({ ca });
      const short = requestBytes(get('/')).length;
      const request = get(`/${'q'.repeat(LIMITS.maxSentBytes - short)}`);

      const { sent, transcript } = await notarize(pair, request, '', rsaServer);

      expect(sent).toHaveLength(LIMITS.maxSentBytes);
      expect(text(transcript.sent.bytes)).toBe(text(requestBytes(request)));
      expect(text(transcript.received.bytes)).toBe(whole);
    },
    SESSION_MS,
  );

  it(
    'runs two sessions at a time, which do not mix, and leaves no process behind',
    async () => {
      answer = 'HTTP/1.1 204 No Content\r\n\r\n';
      const small = { maxSentBytes: 128, maxRecvBytes: 64 };
      const pairs = await Promise.all(
        [1, 2].map(() => startReadyPair({ ca, prover: small, verifier: small })),
      );
      const pids = pairs.flatMap(({ prover, verifier }) => [prover.pid, verifier.pid]);
      expect(pids.filter(running)).toHaveLength(4);
      try {
        const results = await Promise.all(
          pairs.map((pair, index) => notarize(pair, get(`/session/${index}`))),
        );
        expect(results.map(({ transcript }) => text(transcript.sent.bytes).slice(0, 14))).toEqual([
          'GET /session/0',
          'GET /session/1',
        ]);
      } finally {
        await Promise.all(pairs.map((pair) => pair[Symbol.asyncDispose]()));
      }
      expect(pids.filter(running)).toEqual([]);
    },
    SESSION_MS,
  );
});
