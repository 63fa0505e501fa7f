// A notary's operator decides whom it serves and for what. What it refuses it refuses with a code, and says what it would take.
import { ContextSchema, create } from '@cloudx3/proto';
import type { Context } from '@cloudx3/proto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, it } from 'vitest';
import { notaryKey, operation, proverKey, roundContext, testKey } from '../test-support/fixture.ts';
import { RawProver } from '../test-support/raw-prover.ts';
import { startTestNotary } from '../test-support/test-notary.ts';
import type { TestNotary, TestNotaryDeps } from '../test-support/test-notary.ts';
import type { NotaryPolicy } from './admission/policy.ts';
import type { Offer } from './registry/offer.ts';

let test: TestNotary;
const provers: RawProver[] = [];
afterEach(async () => {
  for (const prover of provers.splice(0)) prover.close();
  await test.notary.close();
  expect(test.engines.alive.size).toBe(0);
});

async function connect(): Promise<RawProver> {
  const prover = await RawProver.connect(test.notary.url, test.tlsCa);
  provers.push(prover);
  return prover;
}

/** The kind of an answer, or what it refuses with. */
function said(answer: Awaited<ReturnType<RawProver['next']>>): string {
  return answer.case === 'refusal' ? `${answer.value.code}: ${answer.value.message}` : String(answer.case);
}

/** What an operator's request is answered with by a notary of this policy: "grant", or the refusal. */
async function asked(policy: Partial<NotaryPolicy>): Promise<string> {
  test = await startTestNotary({ policy });
  const prover = await connect();
  prover.open();
  return said(await prover.next());
}

describe('a notary that says nothing', () => {
  it('serves every active operator, every published operation, and what nobody pays for', async () => {
    expect(await asked({})).toBe('grant');
    expect(await bound({}, undefined, nonce())).toBe('bound');
  });
});

describe('a notary that names', () => {
  it.each<[string, Partial<NotaryPolicy>, Partial<NotaryPolicy>]>([
    [
      'operators',
      { operators: [bytesToHex(proverKey.pubkey)] },
      { operators: [bytesToHex(testKey(3).pubkey)] },
    ],
    ['operations', { operations: [bytesToHex(operation.id)] }, { operations: ['ab'.repeat(32)] }],
    ['hosts', { hosts: ['vendor.example'] }, { hosts: ['other.example', 'endor.example'] }],
  ])('%s serves those alone', async (what, own, others) => {
    expect(await asked(own)).toBe('grant');
    await test.notary.close();
    const refusal = await asked(others);
    expect(refusal).toMatch(new RegExp(`^session.${what.slice(0, -1)}_refused: `));
    expect(Object.keys(await test.outcomes())).toEqual([refusal.split(':')[0]]);
  });

  it('operations or hosts says which, and nobody who its operators are', async () => {
    expect(await asked({ operations: ['ab'.repeat(32)] })).toContain('ab'.repeat(32));
    await test.notary.close();
    const many = Array.from({ length: 20 }, (_, index) => `h${index}.example`);
    expect(await asked({ hosts: many })).toContain('h0.example, h1.example');
    await test.notary.close();
    const key = bytesToHex(testKey(3).pubkey);
    expect(await asked({ operators: [key] })).not.toContain(key);
  });
});

const OFFER: Offer = {
  pays: 10n,
  operators: [proverKey.pubkey],
  notaries: [notaryKey.pubkey],
  operations: [operation.id],
};

function nonce(): Context {
  return create(ContextSchema, { purpose: { case: 'probe', value: new Uint8Array(16) } });
}

/** How a bind to this context ends at a notary of this policy, where the context's feed offers so much. */
async function bound(
  policy: Partial<NotaryPolicy>,
  offer: Offer | undefined,
  context = roundContext(),
  deps: TestNotaryDeps = {},
): Promise<string> {
  await (test as TestNotary | undefined)?.notary.close();
  test = await startTestNotary({ policy }, deps);
  if (offer !== undefined) test.registry.setOffer(roundContext(), offer);
  const prover = await connect();
  const { sessionId } = await prover.grant();
  prover.bind(sessionId, { context });
  return said(await prover.next());
}

describe('a notary with a price', () => {
  const priced = { leastReward: 10n };

  it('serves what pays it', async () => {
    expect(await bound(priced, OFFER)).toBe('bound');
  });

  it.each<[string, Offer | undefined, RegExp]>([
    ['pays less', { ...OFFER, pays: 9n }, /feed 1 pays 9 for a session, and the least here is 10/],
    ['is not there', undefined, /feed 1 is not known, or over/],
    [
      'does not count this notary among',
      { ...OFFER, notaries: [testKey(8).pubkey] },
      /does not count this notary among its members/,
    ],
    [
      'does not count the operator',
      { ...OFFER, operators: [] },
      /does not count this operator among its members/,
    ],
    [
      'is read by another operation',
      { ...OFFER, operations: [new Uint8Array(32)] },
      /not read by this operation/,
    ],
  ])('refuses a session bound to a feed that %s', async (_what, offer, message) => {
    const refusal = await bound(priced, offer);
    expect(refusal).toMatch(/^session\.price: /);
    expect(refusal).toMatch(message);
    expect(await test.outcomes()).toEqual({ 'session.price': 1 });
  });

  it('serves what nobody pays for where it says so, and not where it says no', async () => {
    expect(await bound({ ...priced, unpaid: true }, undefined, nonce())).toBe('bound');
    expect(await bound({ unpaid: false }, undefined, nonce())).toMatch(/^session\.unpaid: /);
    expect(await bound({ unpaid: false }, undefined)).toBe('bound');
  });

  it('asks the prover to come again where the chain says nothing', async () => {
    const registry = {
      operator: () => Promise.resolve({ active: true }),
      operation: () => Promise.resolve(operation.bytes),
      offer: () => Promise.reject(new Error('chain unreachable')),
    };
    expect(await bound(priced, undefined, roundContext(), { registry })).toMatch(/^registry\.unavailable: /);
  });

  it('sends nothing on to the engine until it knows', async () => {
    const answer = Promise.withResolvers<Offer>();
    test = await startTestNotary(
      { policy: priced },
      {
        registry: {
          operator: () => Promise.resolve({ active: true }),
          operation: () => Promise.resolve(operation.bytes),
          offer: () => answer.promise,
        },
      },
    );
    const prover = await connect();
    const { sessionId } = await prover.grant();
    prover.bind(sessionId);
    prover.bind(sessionId);
    expect(await prover.refusal()).toBe('session.unexpected');
    answer.resolve(OFFER);
    expect(await test.outcomes()).toEqual({ 'session.unexpected': 1 });
  });
});
