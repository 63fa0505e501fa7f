// Both contracts' queries against answers that the contracts gave (test/vectors/answers).
import { toBase64 } from '@cosmjs/encoding';
import { describe, expect, it } from 'vitest';
import { DevicesQueries } from '../devices/queries.ts';
import type { Role } from '../oracle/gen/types.ts';
import { OracleQueries } from '../oracle/queries.ts';
import { answerCases } from '../testing/contract-vectors.ts';

type Query = Readonly<Record<string, unknown>>;
type Body = Readonly<Record<string, unknown>>;

/** A contract that answers its recorded cases, whatever page they are asked in, and an empty page after each list. */
function recorded(contract: 'oracle' | 'devices') {
  const asked: Query[] = [];
  const cases = answerCases(contract);
  const query = (_: string, message: object): Promise<unknown> => {
    asked.push(message as Query);
    const [name, body] = Object.entries(message as Record<string, Body>)[0]!;
    const isPage = 'limit' in body && name !== 'history';
    const found = cases.find(
      ({ query: known }) => name in known && (isPage || same(known[name] as Body, body)),
    );
    if (found === undefined) throw new Error(`no case for ${JSON.stringify(message)}`);
    if (!isPage || body['start_after'] === null) return Promise.resolve(found.answer);
    return Promise.resolve(Object.fromEntries(Object.keys(found.answer as object).map((list) => [list, []])));
  };
  return { reader: { query }, asked, cases };
}

/** Whether two queries ask the same; what is left out is null. */
function same(known: Body, asked: Body): boolean {
  const clean = (body: Body) =>
    JSON.stringify(
      Object.entries(body)
        .filter(([, v]) => v !== null && v !== false)
        .sort(),
    );
  return clean(known) === clean(asked);
}

/** What the SDK makes of an answer, with names and values as the contract writes them; every number as text. */
function written(value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  if (Array.isArray(value)) return value.map(written);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
    return Object.fromEntries(members.map(([name, member]) => [snake(name), written(member)]));
  }
  return typeof value === 'number' || typeof value === 'bigint' ? value.toString() : value;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const keysAt = (keys: unknown) =>
  (keys as { pubkey: string; time_ms: number }[]).map((key) => ({
    pubkey: bytesOf(key.pubkey),
    timeMs: BigInt(key.time_ms),
  }));
const bytesOf = (text: unknown) => Uint8Array.from(Buffer.from(text as string, 'base64'));

describe('the oracle’s answers', () => {
  const { reader, cases, asked } = recorded('oracle');
  const oracle = new OracleQueries(reader, 'oracle');
  const asks: Readonly<Record<string, (body: Body) => Promise<unknown>>> = {
    config: () => oracle.config(),
    operator: ({ pubkey }) => oracle.operator(bytesOf(pubkey)),
    operators: async () => ({ operators: await oracle.operators() }),
    notary: ({ pubkey }) => oracle.notary(bytesOf(pubkey)),
    notaries: async () => ({ notaries: await oracle.notaries() }),
    members: ({ operators, notaries }) =>
      oracle.members({
        operators: (operators as string[]).map(bytesOf),
        notaries: (notaries as string[]).map(bytesOf),
      }),
    members_at: ({ operators, notaries }) =>
      oracle.membersAt({ operators: keysAt(operators), notaries: keysAt(notaries) }),
    standing_rule: ({ role, pubkey }) => oracle.standingRule(role as Role, bytesOf(pubkey)),
    fits_rule: async ({ role, pubkey, admin, operations, reward }) => ({
      fits: await oracle.fitsRule(
        { role: role as Role, pubkey: bytesOf(pubkey) },
        {
          admin: admin as string,
          operations: (operations as string[]).map(bytesOf),
          reward: BigInt(reward as string),
        },
      ),
    }),
    feed_terms: ({ feed_id }) => oracle.feedTerms(feed_id as number),
    feed_members: ({ feed_id }) => oracle.feedMembers(feed_id as number),
    sponsor: ({ feed_id, address }) => oracle.sponsor(feed_id as number, address as string),
    owed: async ({ role, pubkey }) => ({ feeds: await oracle.owed(role as Role, bytesOf(pubkey)) }),
    operation: ({ id }) => oracle.operation(bytesOf(id)),
    operations: async () => ({ operations: await oracle.operations() }),
    feed: ({ feed_id }) => oracle.feed(feed_id as number),
    feeds: async () => ({ feeds: await oracle.feeds() }),
    latest: ({ feed_id, allow_stale }) =>
      oracle.latest(feed_id as number, { allowStale: allow_stale === true }),
    value_at: ({ feed_id, round }) => oracle.valueAt(feed_id as number, BigInt(round as number)),
    history: async ({ feed_id, limit }) => ({
      values: await oracle.history(feed_id as number, limit as number),
    }),
    rewards: ({ address }) => oracle.rewards(address as string),
    all_rewards: async () => ({ rewards: await oracle.allRewards() }),
  };

  it.each(cases.map(({ query, answer }) => ({ name: Object.keys(query)[0]!, query, answer })))(
    'to $name are read whole',
    async ({ name, query, answer }) => {
      expect(written(await asks[name]!(query[name] as Body))).toEqual(written(answer));
    },
  );

  it('are asked for from the last element of the page before', async () => {
    asked.length = 0;
    const feeds = await oracle.feeds();
    expect(asked).toEqual([
      { feeds: { limit: 30, start_after: null } },
      { feeds: { limit: 30, start_after: feeds.at(-1)!.id } },
    ]);
    asked.length = 0;
    const operators = await oracle.operators();
    expect(asked[1]).toEqual({ operators: { limit: 30, start_after: toBase64(operators.at(-1)!.pubkey) } });
  });

  it('may be stale only where that is asked for', async () => {
    asked.length = 0;
    // Whatever is answered: no case is recorded for the first.
    await oracle.latest(1).catch(() => undefined);
    await oracle.latest(1, { allowStale: true });
    expect(asked).toEqual([
      { latest: { feed_id: 1, allow_stale: false } },
      { latest: { feed_id: 1, allow_stale: true } },
    ]);
  });
});

describe('the devices contract’s answers', () => {
  const { reader, cases } = recorded('devices');
  const devices = new DevicesQueries(reader, 'devices');
  const asks: Readonly<Record<string, (body: Body) => Promise<unknown>>> = {
    config: () => devices.config(),
    device: ({ device }) => devices.device(device as string),
    devices: async () => ({ devices: await devices.devices() }),
    proofs: async () => ({ proofs: await devices.proofs() }),
    binding: ({ server_name, serial }) => devices.binding(server_name as string, serial as string),
    subject: ({ device }) => devices.subject(device as string),
    members: ({ device }) => devices.members(device as string),
    memberships: async ({ role, pubkey }) => ({
      memberships: await devices.memberships(role as Role, bytesOf(pubkey)),
    }),
    open_commands: async ({ device }) => ({ commands: await devices.openCommands(device as string) }),
    issued_commands: async ({ issuer }) => ({ commands: await devices.issuedCommands(issuer as string) }),
    command: ({ command_id }) => devices.command(BigInt(command_id as number)),
    commands: async () => ({ commands: await devices.commands() }),
    rewards: ({ address }) => devices.rewards(address as string),
    all_rewards: async () => ({ rewards: await devices.allRewards() }),
  };

  it.each(cases.map(({ query, answer }) => ({ name: Object.keys(query)[0]!, query, answer })))(
    'to $name are read whole',
    async ({ name, query, answer }) => {
      expect(written(await asks[name]!(query[name] as Body))).toEqual(written(answer));
    },
  );
});

describe('an answer that a contract would not give', () => {
  it.each<[string, object]>([
    ['without a member', { admin: 'a', denom: 'd', operator_bond: '1', chain_id: 'c', contract: 'o' }],
    [
      'with an amount that is a number',
      { admin: 'a', denom: 'd', operator_bond: 1, notary_bond: '1', chain_id: 'c', contract: 'o' },
    ],
    ['that is a list', []],
  ])('%s is malformed', async (_, answer) => {
    const oracle = new OracleQueries({ query: () => Promise.resolve(answer) }, 'wasm1o');
    await expect(oracle.config()).rejects.toMatchObject({
      code: 'sdk.malformed',
      message: expect.stringContaining('query config of wasm1o: ') as string,
    });
  });

  it('about terms whose digest is of another text is malformed: nobody agrees to what it has not read', async () => {
    const { answer } = answerCases('oracle').find(({ query }) => 'feed_terms' in query)!;
    const { current } = answer as { current: { text: string; digest: string } };
    const other = { ...current, text: current.text.replace('"quorum":', '"quorum": ') };
    const terms = (pending: object | null, held: object = current) =>
      new OracleQueries({ query: () => Promise.resolve({ current: held, pending }) }, 'o').feedTerms(1);
    await expect(terms(null)).resolves.toMatchObject({ current: { text: current.text } });
    await expect(terms(null, other)).rejects.toMatchObject({ code: 'sdk.malformed' });
    await expect(terms({ from_round: 9, terms: current })).resolves.toMatchObject({
      pending: { fromRound: 9n },
    });
    await expect(terms({ from_round: 9, terms: other })).rejects.toMatchObject({ code: 'sdk.malformed' });
  });

  it('may have members that this version does not know', async () => {
    const rewards = { address: 'a', accrued: '1', claimed: '2' };
    const oracle = new OracleQueries({ query: () => Promise.resolve({ ...rewards, later: 1 }) }, 'o');
    expect(await oracle.rewards('a')).toEqual({ address: 'a', accrued: 1n, claimed: 2n });
  });

  it('never ends, and is given up', async () => {
    let asked = 0;
    const page = { rewards: Array(30).fill({ address: 'a', accrued: '1', claimed: '2' }) };
    const query = () => Promise.resolve((asked += 1) && page);
    await expect(new OracleQueries({ query }, 'o').allRewards()).rejects.toMatchObject({
      code: 'sdk.malformed',
    });
    expect(asked).toBeLessThan(4_000);
  });
});
