// A notary's URL is a stranger's word: whoever registers one chooses what every node that is to use it connects to.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { Mode } from '@cloudx3/proto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOOPBACK } from '../dialling/address-rule.ts';
import { NETWORK, operation, proverKey } from '../test-support/fixture.ts';
import { NotaryError } from '../session/error.ts';
import { askSession, sessionUrl } from './ask-session.ts';
import type { NotarizerDeps, NotarizerOptions } from './options.ts';
import { settingsOf } from './settings.ts';

/** Something inside of the prover's network. It is no notary: whoever connects gets nothing. */
let inside: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  inside = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).destroy();
  });
  inside.listen(0, '127.0.0.1');
  await once(inside, 'listening');
  ({ port } = inside.address() as AddressInfo);
});
afterAll(() => inside.close());

/** A prover; gives the code with which it could not reach a notary, and how often something inside was connected to. */
function prover(options: Partial<NotarizerOptions> = {}, deps: NotarizerDeps = {}) {
  const settings = settingsOf({ network: NETWORK, prover: proverKey, ...options }, deps, 1_000_000);
  return async (host: string, isTrusted = false) => {
    const before = connections;
    const target = { url: `wss://${host}:${port}`, pubkey: proverKey.pubkey, isTrusted };
    const asked = askSession(target, operation, Mode.PROXY, settings, new AbortController().signal);
    const code: unknown = await asked.catch((error: unknown) =>
      error instanceof NotaryError ? error.code : error,
    );
    return { code, reached: connections - before };
  };
}

const REFUSED = { code: 'notary.private_address', reached: 0 };
const REACHED = { code: 'notary.unreachable', reached: 1 };
const leadsTo = (...addresses: string[]) => ({ resolve: () => Promise.resolve(addresses) });

describe('the address of a notary', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback in another spelling', '0x7f.1'],
    ['loopback as one number', '2130706433'],
    ['loopback of IPv6', '[::1]'],
    ['loopback, mapped', '[::ffff:127.0.0.1]'],
    ['this network', '0.0.0.0'],
    ['private', '10.0.0.1'],
    ['the metadata of a cloud', '169.254.169.254'],
    ['the metadata of a cloud, mapped', '[::ffff:a9fe:a9fe]'],
    ['link-local', '[fe80::1]'],
    ['a name of this machine', 'localhost'],
  ])('is not dialled where it is %s', async (_what, host) => {
    expect(await prover()(host)).toEqual(REFUSED);
  });

  it.each([
    ['inside', ['127.0.0.1']],
    ['outside and inside', ['93.184.216.34', '127.0.0.1']],
    ['to the metadata of a cloud', ['169.254.169.254']],
    ['inside by way of IPv6', ['2606:4700:4700::1111', '::ffff:127.0.0.1']],
  ])('is not dialled where its name leads %s', async (_where, addresses) => {
    expect(await prover({}, leadsTo(...addresses))('notary.example')).toEqual(REFUSED);
  });

  it('is dialled where its name was found good, even if the name leads elsewhere since', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const asked: string[] = [];
    const resolve = (name: string) => {
      asked.push(name);
      return Promise.resolve(answers[asked.length - 1] ?? []);
    };
    const ask = prover({ allowPrivate: LOOPBACK }, { resolve });
    expect(await ask('notary.example')).toEqual(REACHED);
    expect(asked).toEqual(['notary.example']);
  });

  it('is dialled inside where the operator allowed that, or wrote it', async () => {
    expect(await prover({ allowPrivate: ['127.0.0.0/8'] })('127.0.0.1')).toEqual(REACHED);
    expect(await prover({ allowPrivate: ['10.0.0.0/8'] })('127.0.0.1')).toEqual(REFUSED);
    expect(await prover()('127.0.0.1', true)).toEqual(REACHED);
  });

  it.each([
    'ws://a.example',
    'ws+unix:///run/docker.sock:/',
    'http://a.example',
    'file:///etc',
    'a.example',
    '',
  ])('is a wss:// URL, and so never %s', (url) =>
    expect(() => sessionUrl(url)).toThrow(expect.objectContaining({ code: 'notary.unreachable' }) as Error),
  );

  it('carries neither a user nor a fragment', () => {
    expect(sessionUrl('wss://me:pw@a.example#x')).toBe('wss://a.example/v1/session');
  });
});

describe('a notary that cannot be reached', () => {
  it('is left alone, longer each time, whoever asks for it', async () => {
    let nowMs = 1_700_000_000_000;
    const ask = prover({ allowPrivate: LOOPBACK }, { now: () => nowMs });
    let dials = 0;
    for (let second = 0; second < 3_600; second += 1, nowMs += 1_000)
      dials += (await ask('127.0.0.1')).reached;
    // Seven while the wait grows to a minute; then one in half a minute at most.
    expect(dials).toBeGreaterThan(60);
    expect(dials).toBeLessThan(130);
  });

  it('keeps nobody else from being asked', async () => {
    const ask = prover({ allowPrivate: LOOPBACK });
    expect(await ask('127.0.0.1')).toEqual(REACHED);
    expect(await ask('127.0.0.1')).toEqual({ code: 'notary.unreachable', reached: 0 });
    expect(await ask('127.0.0.2')).toMatchObject({ code: 'notary.unreachable' });
    expect(await ask('localhost')).toEqual(REACHED);
  });
});
