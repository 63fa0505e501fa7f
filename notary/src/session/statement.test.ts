import {
  checkAttestation,
  checkParams,
  findHoles,
  renderRequest,
  signAttestation,
  unwrap,
} from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import {
  GOOD_RESPONSE,
  NETWORK,
  PARAMS,
  SECRETS,
  httpResponse,
  notaryKey,
  operation,
  proverKey,
  roundContext,
  withRequestBytes,
} from '../test-support/fixture.ts';
import { hiddenRanges, withZeros } from './hidden-ranges.ts';
import { makeStatement } from './statement.ts';
import type { StatementSession } from './statement.ts';

const session: StatementSession = {
  network: NETWORK,
  notary: notaryKey.pubkey,
  mode: 'mpc',
  prover: proverKey.pubkey,
  sessionId: new Uint8Array(16).fill(3),
  sessionTimeMs: 1_800_000_000_000,
  operation,
  params: unwrap(checkParams(operation, PARAMS)),
  subject: 'cx31device',
  rowSubjects: [],
  context: roundContext(),
};
const salt = new Uint8Array(32).fill(4);
const request = unwrap(renderRequest(operation, PARAMS, SECRETS)).bytes;
const holes = unwrap(findHoles(operation, PARAMS, SECRETS, request));

interface Changes {
  serverName?: string;
  request?: Uint8Array;
  hidden?: { start: number; end: number }[];
  received?: Uint8Array;
  receivedRanges?: { start: number; end: number }[];
  customCa?: boolean;
}

function statementOf(changes: Changes = {}, over: Partial<StatementSession> = {}) {
  const sent = changes.request ?? request;
  const hidden = changes.hidden ?? [...holes];
  const received = changes.received ?? GOOD_RESPONSE;
  return makeStatement(
    { ...session, ...over },
    {
      serverName: changes.serverName ?? 'vendor.example',
      sent: { bytes: withZeros(sent, hidden), ranges: hiddenRanges(hidden, sent.length) },
      received: { bytes: received, ranges: changes.receivedRanges ?? [{ start: 0, end: received.length }] },
      customCa: changes.customCa ?? false,
    },
    salt,
  );
}

function codeOf(changes: Changes): string {
  const result = statementOf(changes);
  return result.ok ? 'ok' : result.refusal.code;
}

/** The request with one text replaced by another, and its secret still hidden. */
function changed(from: string, to: string): Changes {
  const text = Buffer.from(request).toString('latin1');
  expect(text).toContain(from);
  const bytes = Buffer.from(text.replace(from, to), 'latin1');
  const start = bytes.indexOf(SECRETS.api_key);
  return { request: bytes, hidden: start < 0 ? [] : [{ start, end: start + SECRETS.api_key.length }] };
}

describe('makeStatement', () => {
  it('says what passed, so that a stranger finds it good', () => {
    const result = statementOf();
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const attestation = signAttestation(result.body, notaryKey.sign);
    const checked = checkAttestation(attestation, {
      operation,
      network: NETWORK,
      notaries: [notaryKey.pubkey],
    });
    expect(checked.ok).toBe(true);
    expect(
      result.body.readings.map(({ name, unit, value }) => [name, unit, value?.mantissa, value?.scale]),
    ).toEqual([['power', 'W', 2150n, 2]]);
    expect(result.body.observedAtMs).toBe(0n);
  });

  it('takes header lines in any order and spelling of names, as MPC provers may write them', () => {
    const text = Buffer.from(request).toString('latin1');
    const [line = '', ...rest] = text.split('\r\n');
    const headers = rest.filter((each) => each !== '').reverse();
    const bytes = Buffer.from([line, ...headers, '', ''].join('\r\n'), 'latin1');
    const start = bytes.indexOf(SECRETS.api_key);
    expect(codeOf({ request: bytes, hidden: [{ start, end: start + 24 }] })).toBe('ok');
  });

  it('is of the server that the operation names', () => {
    expect(codeOf({ serverName: 'other.example' })).toBe('statement.server_name');
    expect(codeOf({ serverName: 'VENDOR.EXAMPLE' })).toBe('statement.server_name');
  });

  it.each<[string, string, string, string]>([
    ['method', 'GET ', 'PUT ', 'request.line'],
    ['path', '/v1/', '/v2/', 'request.line'],
    ['parameter', 'plug-1', 'plug-2', 'request.line'],
    ['query', 'unit=W', 'unit=K', 'request.line'],
    ['version', 'HTTP/1.1', 'HTTP/1.0', 'request.line'],
    ['host', 'host: vendor', 'host: evil00', 'request.header'],
    ['header value', 'x-tag: cloudx3', 'x-tag: cloudx4', 'request.header'],
    ['header left out', 'x-tag: cloudx3\r\n', '', 'request.header_missing'],
    ['header added', '\r\n\r\n', '\r\nx-more: 1\r\n\r\n', 'request.header'],
    [
      'header doubled',
      'x-tag: cloudx3\r\n',
      'x-tag: cloudx3\r\nx-tag: cloudx3\r\n',
      'request.header_repeated',
    ],
  ])('compares the %s', (_what, from, to, code) => {
    expect(codeOf(changed(from, to))).toBe(code);
  });

  it('refuses a request that is longer than the operation allows', () => {
    const length = request.length;
    const within = (maxRequestBytes: number) => {
      const bounded = withRequestBytes(maxRequestBytes);
      const result = statementOf({}, { operation: bounded, params: unwrap(checkParams(bounded, PARAMS)) });
      return result.ok ? 'ok' : result.refusal.code;
    };
    expect([within(length), within(length - 1)]).toEqual(['ok', 'request.too_large']);
  });

  it('refuses a second request behind the first, and a body where there is none', () => {
    const twice = Buffer.concat([request, request]);
    expect(codeOf({ request: twice, hidden: [...holes] })).not.toBe('ok');
    expect(codeOf({ request: Buffer.concat([request, Buffer.from('x')]), hidden: [...holes] })).not.toBe(
      'ok',
    );
  });

  it('refuses bytes that are hidden anywhere else, and a secret that is not hidden', () => {
    for (let at = 0; at < request.length; at += 1) {
      const inHole = holes.some(({ start, end }) => start <= at && at < end);
      if (inHole) continue;
      expect(codeOf({ hidden: [...holes, { start: at, end: at + 1 }] })).not.toBe('ok');
    }
    expect(codeOf({ hidden: [] })).toBe('request.hole_visible');
    const [hole] = holes;
    expect(codeOf({ hidden: [{ start: hole!.start, end: hole!.end - 1 }] })).not.toBe('ok');
    expect(codeOf({ hidden: [{ start: hole!.start + 1, end: hole!.end }] })).not.toBe('ok');
  });

  it('refuses a response of which a byte is hidden', () => {
    const end = GOOD_RESPONSE.length;
    const ranges = [
      { start: 0, end: end - 5 },
      { start: end - 4, end },
    ];
    expect(codeOf({ receivedRanges: ranges })).toBe('statement.response_hidden');
    expect(codeOf({ receivedRanges: [] })).toBe('statement.response_hidden');
  });

  const body = (power: string): Uint8Array => httpResponse(`{"ok":true,"meter":{${power}}}`);
  it.each<[string, Uint8Array]>([
    ['vendor.unauthorized', httpResponse('{}', '401 Unauthorized')],
    ['vendor.unauthorized', httpResponse('{}', '403 Forbidden')],
    ['vendor.not_found', httpResponse('{}', '404 Not Found')],
    ['vendor.rate_limited', httpResponse('{}', '429 Too Many Requests', ['retry-after: 5'])],
    ['vendor.redirect', httpResponse('', '302 Found', ['location: https://elsewhere.example/'])],
    ['vendor.server_error', httpResponse('oops', '500 Internal Server Error')],
    ['vendor.status', httpResponse('{}', '202 Accepted')],
    ['vendor.condition_failed', httpResponse('{"ok":false,"meter":{"power":1}}')],
    ['response.json_syntax', httpResponse('<html><body>Sign in</body></html>')],
    ['response.json_syntax', body('"power":NaN')],
    ['response.truncated', GOOD_RESPONSE.subarray(0, GOOD_RESPONSE.length - 3)],
    ['response.trailing_bytes', Buffer.concat([GOOD_RESPONSE, Buffer.from('HTTP/1.1 200 OK\r\n\r\n')])],
    ['response.too_large', httpResponse(`{"ok":true,"pad":"${'x'.repeat(1100)}"}`)],
    ['reading.absent', body('"other":1')],
    ['reading.null', body('"power":null')],
    ['reading.non_numeric', body('"power":"21.5"')],
    ['reading.out_of_bounds', body('"power":5000.01')],
    ['reading.out_of_bounds', body('"power":-0.01')],
    ['ok', body('"power":0')],
  ])('%s', (code, received) => {
    expect(codeOf({ received })).toBe(code);
  });

  it('commits to zeros where the request is hidden, whatever bytes an engine leaves there', () => {
    const clean = statementOf();
    const ranges = hiddenRanges(holes, request.length);
    const seen = {
      serverName: 'vendor.example',
      // The request as the prover sent it, its secret still in place.
      sent: { bytes: request, ranges },
      received: { bytes: GOOD_RESPONSE, ranges: [{ start: 0, end: GOOD_RESPONSE.length }] },
      customCa: false,
    };
    const dirty = makeStatement(session, seen, salt);
    expect(clean.ok && dirty.ok && dirty.body.transcriptCommitment).toEqual(
      clean.ok && clean.body.transcriptCommitment,
    );
    expect(dirty.ok).toBe(true);
  });

  it('says whether a private CA was trusted', () => {
    const result = statementOf({ customCa: true });
    expect(result.ok && result.body.customCa).toBe(true);
  });
});
