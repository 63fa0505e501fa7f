import { describe, expect, it } from 'vitest';
import { failure } from '../testing/contracts.ts';
import { contractEvents, eventGas, replyEventGas, sortedByKey, withoutMessages } from './events.ts';

const attribute = (key: string, value = 'v'): { key: string; value: string } => ({ key, value });
const response = (parts: Partial<Parameters<typeof contractEvents>[0]>) => ({
  messages: [],
  attributes: [],
  events: [],
  data: undefined,
  ...parts,
});

describe('events of a contract', () => {
  it('begin with the contract’s address, the attributes first', () => {
    const events = [{ type: 'happened', attributes: [attribute('x')] }];
    expect(contractEvents(response({ attributes: [attribute('a', 'b')], events }), 'wasm1c')).toEqual([
      { type: 'wasm', attributes: [attribute('_contract_address', 'wasm1c'), attribute('a', 'b')] },
      { type: 'wasm-happened', attributes: [attribute('_contract_address', 'wasm1c'), attribute('x')] },
    ]);
    expect(contractEvents(response({}), 'wasm1c')).toEqual([]);
  });

  it('are trimmed, values too', () => {
    const events = [{ type: '\t abc\n', attributes: [attribute(' k ', ' v ')] }];
    expect(contractEvents(response({ events }), 'c')).toEqual([
      { type: 'wasm-abc', attributes: [attribute('_contract_address', 'c'), attribute('k', 'v')] },
    ]);
  });

  it.each([
    [
      'a type of two characters',
      { events: [{ type: ' ab ', attributes: [] }] },
      /Event type too short: 'ab'/,
    ],
    ['an empty key', { attributes: [attribute(' ', 'value')] }, /Empty attribute key. Value: value/],
    ['a reserved key', { attributes: [attribute(' _mine')] }, /reserved prefix _: '_mine'/],
    [
      'a reserved key in an event',
      { events: [{ type: 'abc', attributes: [attribute('_x')] }] },
      /reserved prefix/,
    ],
  ])('may not have %s', (_what, parts, reason) => {
    expect(() => contractEvents(response(parts), 'c')).toThrow(failure('wasm', 21));
    expect(() => contractEvents(response(parts), 'c')).toThrow(reason);
  });

  it('may have a type that is short in characters but not in bytes', () => {
    expect(contractEvents(response({ events: [{ type: 'ää', attributes: [] }] }), 'c')[0]?.type).toBe(
      'wasm-ää',
    );
  });
});

describe('gas of events', () => {
  it('is by attribute and event, and by byte after the first hundred', () => {
    const ten = { key: 'k'.repeat(10), value: 'v'.repeat(10) };
    expect(eventGas([], [])).toBe(0);
    expect(eventGas([ten], [])).toBe(10);
    expect(eventGas(new Array<typeof ten>(6).fill(ten), [])).toBe(60 + 20);
    expect(eventGas([], [{ type: 'abc', attributes: [ten] }])).toBe(20 + 3 + 10);
  });

  it('counts bytes, not characters', () => {
    const wide = { key: 'ä'.repeat(30), value: 'ö'.repeat(30) };
    expect(eventGas([wide], [])).toBe(10 + 120 - 100);
  });

  it('of those handed to a reply is by the bytes of the types and by attribute', () => {
    expect(replyEventGas([])).toBe(0);
    expect(replyEventGas([{ type: 'wasm', attributes: [attribute('a'), attribute('b')] }])).toBe(4 + 20);
  });
});

describe('what a reply sees', () => {
  it('is without messages, and sorted by key; equal keys stay in their order', () => {
    const events = [
      { type: 'message', attributes: [attribute('a')] },
      { type: 'wasm', attributes: [attribute('b', '1'), attribute('a'), attribute('b', '0')] },
    ];
    expect(sortedByKey(withoutMessages(events))).toEqual([
      { type: 'wasm', attributes: [attribute('a'), attribute('b', '1'), attribute('b', '0')] },
    ]);
    expect(events[1]?.attributes[0]?.key).toBe('b');
  });
});
