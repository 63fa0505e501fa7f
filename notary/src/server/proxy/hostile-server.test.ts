import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { ServerCertificate } from '@cloudx3/dev-ca';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NotaryError } from '../../session/error.ts';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { GOOD_RESPONSE, SECRETS } from '../../test-support/fixture.ts';
import { notarizeOnce } from '../../test-support/honest-prover.ts';
import { ProxyDriver } from '../../test-support/proxy-driver.ts';
import { RawProver } from '../../test-support/raw-prover.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { VENDOR_NAME, startTestVendor, vendorOperation } from '../../test-support/vendor.ts';
import type { TestVendor } from '../../test-support/vendor.ts';

// Genuine TLS servers that behave badly, read in PROXY mode by a prover that keeps to the rules, and by one that does not care.

const MS_PER_DAY = 86_400_000;
let tls: TestTls;
const open: AsyncDisposable[] = [];

beforeAll(async () => {
  tls = await testTls();
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function startNotary(): Promise<TestNotary> {
  const notary = await startTestNotary(
    { limits: { proxy: { onlineTimeoutMs: 2_000 } } },
    { vendorCa: tls.ca.pem },
  );
  open.push(notary);
  return notary;
}

async function startVendor(
  options: TlsOptions = {},
  response: Uint8Array = GOOD_RESPONSE,
): Promise<TestVendor> {
  const vendor = await startTestVendor(tls.ca, response, options);
  open.push(vendor);
  return vendor;
}

/** How a notarization with this server ends, by the prover's word. */
async function failureOf(
  vendor: Pick<TestVendor, 'operation'>,
  notary?: TestNotary,
): Promise<NotaryError | 'attested'> {
  const at = notary ?? (await startNotary());
  at.registry.publish(vendor.operation);
  const { operation } = vendor;
  try {
    await notarizeOnce({ url: at.notary.url, tlsCa: at.tlsCa, vendorCa: tls.ca.pem, operation });
    return 'attested';
  } catch (error) {
    expect(error).toBeInstanceOf(NotaryError);
    return error as NotaryError;
  } finally {
    await expect.poll(() => at.notary.health().sessions).toBe(0);
    expect(at.logs()).not.toContain(SECRETS.api_key);
  }
}

function contextOf({ certificatePem, privateKeyPem }: ServerCertificate): TlsOptions {
  return { cert: certificatePem, key: privateKeyPem };
}

describe('a server whose certificate is not good', () => {
  it.each<[string, () => Promise<ServerCertificate>]>([
    [
      'tls.certificate.expired',
      () =>
        issueServerCertificate(tls.ca, {
          names: [VENDOR_NAME],
          validDays: 1,
          notBefore: new Date(Date.now() - 3 * MS_PER_DAY),
        }),
    ],
    [
      'tls.certificate.not_yet_valid',
      () =>
        issueServerCertificate(tls.ca, {
          names: [VENDOR_NAME],
          validDays: 1,
          notBefore: new Date(Date.now() + MS_PER_DAY),
        }),
    ],
    [
      'tls.certificate.untrusted',
      async () =>
        issueServerCertificate(await createDevelopmentCa({ validDays: 1 }), {
          names: [VENDOR_NAME],
          validDays: 1,
        }),
    ],
    [
      'tls.certificate.name',
      () => issueServerCertificate(tls.ca, { names: ['other.example'], validDays: 1 }),
    ],
  ])('%s: it is sent nothing', async (code, identity) => {
    const vendor = await startVendor(contextOf(await identity()));
    expect(await failureOf(vendor)).toMatchObject({ code });
    expect(vendor.seen()).toBe('');
  });

  it('is refused by the notary where the prover trusts it', async () => {
    const other = await createDevelopmentCa({ validDays: 1 });
    const vendor = await startVendor(
      contextOf(await issueServerCertificate(other, { names: [VENDOR_NAME], validDays: 1 })),
    );
    const notary = await startNotary();
    notary.registry.publish(vendor.operation);
    const driver = await ProxyDriver.open(await RawProver.connect(notary.notary.url, notary.tlsCa), {
      vendorCa: other.pem,
      operation: vendor.operation,
    });
    await driver.handshake();
    driver.send(driver.finished);
    driver.commit(driver.keys());
    driver.send(...driver.records());
    expect(await driver.outcome()).toBe('tls.certificate.untrusted');
    driver.raw.close();
    expect(vendor.seen()).toBe('');
  });
});

describe('a server of another kind', () => {
  it('that speaks TLS 1.2 only is left to MPC mode', async () => {
    const error = await failureOf(await startVendor({ maxVersion: 'TLSv1.2' }));
    expect(error).toMatchObject({ code: 'tls.version', message: expect.stringContaining('MPC') as string });
  });

  it.each<[string, string, (socket: Socket) => void]>([
    ['speaks no TLS', 'tls.record.type', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['hangs up at once', 'proxy.server_gone', (socket) => socket.destroy()],
    ['says nothing', 'deadline.online', () => undefined],
  ])('that %s', async (_what, code, behave) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => behave(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    open.push({
      [Symbol.asyncDispose]: async () => {
        for (const socket of sockets) socket.destroy();
        server.close();
        await once(server, 'close');
      },
    });
    expect(await failureOf({ operation: vendorOperation(port) })).toMatchObject({ code });
  });

  it('that is not there', async () => {
    expect(await failureOf({ operation: vendorOperation(1) })).toMatchObject({ code: 'proxy.dial' });
  });

  it('that asks for a client certificate', async () => {
    const vendor = await startVendor({ requestCert: true, rejectUnauthorized: false });
    expect(await failureOf(vendor)).toMatchObject({ code: 'tls.client_certificate_requested' });
  });
});

const head = (...lines: string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
const BODY = '{"ok":true,"meter":{"power":1}}';

describe('a server whose answer is not good', () => {
  it.each<[string, string, string]>([
    ['response.truncated', 'ends in the middle of its body', head('content-length: 99') + BODY],
    ['response.truncated', 'ends in the middle of its head', 'HTTP/1.1 200 OK\r\ncontent-'],
    [
      'response.trailing_bytes',
      'sends two responses',
      `${GOOD_RESPONSE.toString()}${GOOD_RESPONSE.toString()}`,
    ],
    ['response.trailing_bytes', 'sends garbage after the response', `${GOOD_RESPONSE.toString()}\0\0\0`],
    ['response.framing', 'gives two lengths', head('content-length: 31', 'content-length: 32') + BODY],
    [
      'response.framing',
      'gives a length and chunks',
      head('content-length: 31', 'transfer-encoding: chunked') + BODY,
    ],
    ['response.header', 'smuggles a header', head('content-length: 31', 'x: a\nb: c') + BODY],
    [
      'response.too_large',
      'sends a body that never ends',
      head('content-length: 99999') + 'x'.repeat(60_000),
    ],
    [
      'vendor.unauthorized',
      'refuses the credential',
      'HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\n{}',
    ],
    [
      'prover.secret_echoed',
      'repeats the secret',
      head('content-length: 69') + `{"ok":true,"meter":{"power":1},"you said":"${SECRETS.api_key}"}`,
    ],
  ])('%s: it %s', async (code, _what, answer) => {
    const error = await failureOf(await startVendor({}, Buffer.from(answer, 'latin1')));
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain(SECRETS.api_key);
  });

  it.each<[string, string, (socket: TLSSocket) => void]>([
    ['deadline.online', 'says nothing', () => undefined],
    [
      'deadline.online',
      'drips',
      (socket) => {
        let at = 0;
        const timer = setInterval(() => socket.write(GOOD_RESPONSE.subarray(at, ++at)), 100);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    ['deadline.online', 'does not close', (socket) => socket.write(GOOD_RESPONSE)],
  ])('%s: it %s', async (code, _what, behave) => {
    const vendor = await startVendor();
    vendor.answer = behave;
    expect(await failureOf(vendor)).toMatchObject({ code });
  });

  it('that closes its TCP stream without a close_notify is taken by its framing', async () => {
    const vendor = await startVendor();
    vendor.answer = (socket) => socket.write(GOOD_RESPONSE, () => socket.destroy());
    expect(await failureOf(vendor)).toBe('attested');
  });
});
