import { describe, expect, it } from 'vitest';
import { playInProcess } from '../in-process/in-process.ts';
import { LAMP_TABLE, lampRequest, lampVendor } from '../testing/lamp.ts';
import type { FaultKind } from './fault.ts';

interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

function read(bytes: Uint8Array): Answer {
  const text = Buffer.from(bytes).toString('utf8');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body };
}

/** The answer that a fault spoils, and the state of the one lamp after it; the answer after that is well again. */
async function spoilt(kind: FaultKind, request = lampRequest('GET')) {
  await using lamp = playInProcess(lampVendor(), {
    table: LAMP_TABLE,
    sections: { limits: { scale: 100 } },
    startMs: 0,
  });
  lamp.spoil({ kind, delayMs: 5 });
  const answer = read(await lamp.send(request));
  expect(read(await lamp.send(lampRequest('GET'))).status).toBe(200);
  return { ...answer, device: lamp.state().devices[0] };
}

const TURN_ON = lampRequest('POST', '{"on":true}');

describe('faults on demand', () => {
  it.each([
    ['unauthorized', 401],
    ['not-found', 404],
    ['rate-limited', 429],
    ['server-error', 500],
  ] as const)('%s is the vendor’s own refusal with %i, and nothing happens', async (kind, status) => {
    const answer = await spoilt(kind, TURN_ON);
    expect([answer.status, answer.body]).toEqual([status, JSON.stringify({ error: kind })]);
    expect(answer.device).toMatchObject({ switches: 0 });
  });

  it('redirect leads elsewhere', async () => {
    const { status, head } = await spoilt('redirect');
    expect(status).toBe(302);
    expect(head).toMatch(/^Location: https:\/\/api\.lamp\.example\.org\/moved$/im);
  });

  it('html is a page with status 200', async () => {
    const { status, head, body } = await spoilt('html');
    expect(status).toBe(200);
    expect(head).toMatch(/^content-type: text\/html/im);
    expect(body).toContain('<title>Maintenance</title>');
  });

  it('close sends nothing, and does nothing', async () => {
    const { status, head, device } = await spoilt('close', TURN_ON);
    expect([status, head]).toEqual([0, '']);
    expect(device).toMatchObject({ on: false, switches: 0 });
  });

  it('close-after sends nothing, and did what was asked', async () => {
    const { status, head, device } = await spoilt('close-after', TURN_ON);
    expect([status, head]).toEqual([0, '']);
    expect(device).toMatchObject({ on: true, switches: 1 });
  });

  it('truncated announces more than it sends', async () => {
    const { head, body } = await spoilt('truncated');
    expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBeGreaterThan(Buffer.byteLength(body));
    expect(body).not.toBe('');
  });

  it.each([
    ['missing', '{"online":true}'],
    ['null', '{"lumens":null,"on":null,"online":true}'],
    ['nan', '{"lumens":NaN,"on":NaN,"online":true}'],
    ['text', '{"lumens":"unavailable","on":"unavailable","online":true}'],
    ['out-of-bounds', '{"lumens":100000000000000000,"on":false,"online":true}'],
    ['duplicate', '{"lumens":0,"lumens":0,"on":false,"on":false,"online":true,"online":true}'],
  ] as const)('%s spoils what stands where the readings are', async (kind, body) => {
    expect((await spoilt(kind)).body).toContain(body);
  });

  it('missing and the like leave an answer without a body as it is', async () => {
    expect(await spoilt('null', TURN_ON)).toMatchObject({ status: 200, body: '' });
  });

  it('deep and huge are more than anybody reads', async () => {
    expect((await spoilt('deep')).body).toMatch(/\[{200}/);
    expect((await spoilt('huge')).body.length).toBeGreaterThan(2_000_000);
  });

  it('slow sends the whole answer, later', async () => {
    expect(await spoilt('slow')).toMatchObject({
      status: 200,
      body: expect.stringContaining('"lumens":0') as string,
    });
  });
});
