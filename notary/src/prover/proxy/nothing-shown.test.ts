import { MAX_BYTES, ProverMessageSchema, decode } from '@cloudx3/proto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { readFrame } from '../../session/frames.ts';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { CANARY, GOOD_RESPONSE, httpResponse } from '../../test-support/fixture.ts';
import { notarizeOnce } from '../../test-support/honest-prover.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { startTestVendor } from '../../test-support/vendor.ts';
import type { TestVendor } from '../../test-support/vendor.ts';

// Attack A23: a notary has kept the records, so whoever opens a response shows it; what must not be sent is the opening itself.

let tls: TestTls;
let vendor: TestVendor;
let notary: TestNotary;
/** What the prover handed to its socket, by kind; what of it arrives before it hangs up is chance. */
let said: (string | undefined)[] = [];

beforeAll(async () => {
  tls = await testTls();
  vendor = await startTestVendor(tls.ca, GOOD_RESPONSE);
  notary = await startTestNotary({}, { vendorCa: tls.ca.pem });
  notary.registry.publish(vendor.operation);
  const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')?.value as WebSocket['send'];
  vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (this: WebSocket, ...args: unknown[]) {
    // The notary's end of a connection has no address.
    if (this.url === notary.notary.url) hear(args[0] as Uint8Array);
    Reflect.apply(send, this, args);
  });
});
afterEach(() => (said = []));
afterAll(async () => {
  vi.restoreAllMocks();
  await notary[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

function hear(bytes: Uint8Array): void {
  const read = readFrame(Buffer.from(bytes), true);
  if (!read.ok || read.frame.kind !== 'control') return;
  said.push(decode(ProverMessageSchema, read.frame.bytes, MAX_BYTES.sessionMessage).kind.case);
}

/** How a notarization ends whose vendor answers so. */
async function outcome(response: Uint8Array): Promise<string> {
  vendor.answer = (socket) => socket.end(response);
  const { operation } = vendor;
  const { url } = notary.notary;
  try {
    await notarizeOnce({ url, tlsCa: notary.tlsCa, vendorCa: tls.ca.pem, operation });
    return 'attested';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const saying = (json: string): Uint8Array => httpResponse(`{"ok":true,"meter":{"power":1},${json}}`);
const power = (value: string): Uint8Array => httpResponse(`{"ok":true,"meter":{"power":${value}}}`);
const encoded = `%${CANARY.charCodeAt(0).toString(16)}${CANARY.slice(1)}`;

describe('SES-4: in PROXY mode', () => {
  it('the keys of a response that holds are opened', async () => {
    expect(await outcome(GOOD_RESPONSE)).toBe('attested');
    expect(said).toEqual(['open', 'bind', 'commitment', 'finish', 'opening']);
  });

  it.each<[string, string, Uint8Array]>([
    ['vendor.unauthorized', 'a refused credential', httpResponse('{}', '401 Unauthorized')],
    ['vendor.condition_failed', 'another state', httpResponse('{"ok":false,"meter":{"power":1}}')],
    ['response.json_syntax', 'a page', httpResponse('<html></html>')],
    ['response.truncated', 'half a response', GOOD_RESPONSE.subarray(0, -2)],
    ['reading.null', 'no value', power('null')],
    ['reading.out_of_bounds', 'a value beyond its bounds', power('9999')],
    ['prover.secret_echoed', 'the credential', saying(`"key":"${CANARY}"`)],
    ['prover.secret_echoed', 'the credential percent-encoded', saying(`"next":"?key=${encoded}"`)],
  ])('%s: nothing is opened of %s', async (code, _what, response) => {
    expect(await outcome(response)).toBe(code);
    expect(said).toEqual(['open', 'bind', 'commitment', 'finish']);
  });
});
