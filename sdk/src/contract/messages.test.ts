// What the SDK sends against what the contracts took (test/vectors/events).
import { fromBase64 } from '@cosmjs/encoding';
import { describe, expect, it } from 'vitest';
import { devicesInstantiate, devicesMsg } from '../devices/gen/messages.ts';
import { oracleInstantiate, oracleMsg } from '../oracle/gen/messages.ts';
import { messageCases } from '../testing/contract-vectors.ts';

/** Members of a message whose values are bytes, 64-bit numbers or amounts; the contract writes them all as numbers or text. */
const BYTES =
  /^(pubkey|signature|operation|operation_id|action|readback|.*_operation|new|old|terms|hash|salt|first|second|attestation|observation)$/;
const BYTES_EACH = /^(operators|notaries|reports|operations|attestations)$/;
const BIG = /(_ms|_bond|_reward|^price|^command_id|^every_rounds|^mantissa)$/;

/** A message of the contract as the SDK takes it. */
function argument(value: unknown, name = ''): unknown {
  if (value === null) return undefined;
  if (name === 'evidence') {
    const [[kind, shown]] = Object.entries(value as object) as [[string, object]];
    return { kind, ...(argument(shown) as object) };
  }
  if (Array.isArray(value)) return value.map((item) => argument(item, name));
  if (typeof value === 'object') {
    const members = Object.entries(value).map(
      ([key, member]) => [camel(key), argument(member, key)] as const,
    );
    return Object.fromEntries(members);
  }
  if (BYTES.test(name) || BYTES_EACH.test(name)) return typeof value === 'string' ? fromBase64(value) : value;
  return BIG.test(name) ? BigInt(value as string) : value;
}

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe.each([
  { contract: 'oracle' as const, messages: oracleMsg },
  { contract: 'devices' as const, messages: devicesMsg },
])('messages to the contract $contract', ({ contract, messages }) => {
  const writers: Readonly<Record<string, (it: never) => object>> = messages;
  const cases = messageCases(contract);

  it.each(cases)('$name', ({ message }) => {
    const [name, body] = Object.entries(message)[0]!;
    // Over the wire, as the contract sees it.
    const sent: unknown = JSON.parse(JSON.stringify(writers[camel(name)]!(argument(body) as never)));
    expect(sent).toEqual(message);
  });

  it('are all in the vectors', () => {
    const taken = new Set(cases.map(({ message }) => camel(Object.keys(message)[0]!)));
    expect([...taken].sort()).toEqual(Object.keys(messages).sort());
  });
});

describe('a message', () => {
  it('carries nothing that its contract would refuse as unknown', () => {
    const param = { name: 'a', value: 'b', $typeName: 'cloudx3.v1.Param' };
    const of = { pubkey: Uint8Array.of(1), signature: Uint8Array.of(2) };
    const lists = { capabilities: [], operators: [], notaries: [], acceptedModes: [] };
    const rest = { allowCustomCa: false, price: 1n, label: 'l', minDeadlineMs: 1n };
    const device = { vendor: 'v', serial: 's', serialParam: 'a', ...lists, ...rest, params: [param] };
    const { register_device: sent } = devicesMsg.registerDevice({ ...of, device });
    expect(sent.device.params).toEqual([{ name: 'a', value: 'b', items: null }]);
  });

  it('is refused where a number would lose digits', () => {
    const command = { device: 'd', capability: 'c', value: 'v', deadlineMs: 2n ** 53n };
    expect(() => devicesMsg.issueCommand(command)).toThrow(
      expect.objectContaining({ code: 'sdk.argument' }) as Error,
    );
  });

  it('makes a contract', () => {
    expect(oracleInstantiate({ denom: 'd', operatorBond: 2n ** 100n, notaryBond: 0n })).toEqual({
      admin: null,
      denom: 'd',
      operator_bond: '1267650600228229401496703205376',
      notary_bond: '0',
      burn_percent: null,
      finder_percent: null,
      reactivate_ms: null,
      slash_percent: null,
      unbonding_ms: null,
    });
    const proofs = { bindingNotaries: [Uint8Array.of(1)], bindingRequired: 1, allowCustomCa: false };
    const prices = { leaseDeposit: 6n, leastPrice: 7n, executorSharePercent: 70, readbackPercent: 20 };
    const times = { leaseMs: 5n, leastDeadlineMs: 8n, handoverMs: 9n };
    expect(devicesInstantiate({ oracle: 'o', denom: 'd', ...proofs, ...prices, ...times })).toEqual({
      admin: null,
      oracle: 'o',
      denom: 'd',
      ...{ binding_notaries: ['AQ=='], binding_required: 1, allow_custom_ca: false },
      ...{ lease_deposit: '6', least_price: '7', executor_share_percent: 70, readback_percent: 20 },
      ...{ lease_ms: 5, least_deadline_ms: 8, handover_ms: 9 },
    });
  });
});
