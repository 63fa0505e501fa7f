import { Carrier, Charset, HoleAssurance, KeyBinding, Mode, Outcome, Quality } from '@cloudx3/proto';
import { NETWORK, PROXY_PATH, SESSION_TIME_MS, SUBJECT, powerReadings, proxied } from '../bodies.ts';
import type { BodyInit, PathInit } from '../bodies.ts';
import { KEYS, ROWS, plugs, rowsWith } from '../group.ts';
import { PLUGS, PRICE } from '../operations-2.ts';
import { WEATHER } from '../operations.ts';
import { unknownEnum } from '../vector.ts';
import { M, P, weather } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const DEVICES = 'cloud1devices';
const BINDING: BodyInit = {
  context: { purpose: { case: 'binding', value: { devices: DEVICES, device: SUBJECT, claimant: 'cloud1me' } } },
};
const GROUP: BodyInit = { context: { purpose: { case: 'groupRound', value: { groupId: 9, round: 41n } } } };
/** What an attestation over HTTP/2 says of its path. */
const OVER_HTTP2: PathInit = {
  carrier: Carrier.HTTP2,
  keyBinding: KeyBinding.FENCE,
  holeAssurance: HoleAssurance.FRAMED,
  handshakeTimeMs: SESSION_TIME_MS - 30_000n,
  turn: 2,
  stream: 3,
};
const http2 = (change: PathInit = {}): BodyInit => proxied({ ...OVER_HTTP2, ...change });
const SETS = { holeAssurance: HoleAssurance.CHARSET, holeCharsets: [Charset.ALPHANUMERIC] };
const PRICED: BodyInit = {
  operationId: PRICE.id,
  params: [],
  subject: '',
  readings: [
    {
      name: 'price',
      unit: 'urn:iso:std:iso:4217:EUR',
      value: { mantissa: 2871n, scale: 4 },
      quality: Quality.ESTIMATED,
    },
  ],
  observedAtMs: SESSION_TIME_MS - 1n,
  periodStartMs: SESSION_TIME_MS - 3_600_001n,
};
const first = (change: BodyInit): BodyInit => ({ ...change, version: 1 });
const OFFLINE = { key: KEYS[0], subject: SUBJECT, outcome: Outcome.CONDITION };

const inUnit = (length: number): BodyInit => ({
  readings: [{ name: 'power', unit: 'W'.repeat(length), value: {} }],
});

/** Attestations of the second edition that hold (rules ED-1, ATT-2, ATT-4). */
export const GOOD_ED_1: readonly Good[] = [
  ['ED-1', 'for the binding of a device', BINDING],
  ['ED-1', 'a price of a period, estimated', PRICED, PRICE],
  ['ED-1', 'path whose key binding is a record', proxied({ keyBinding: KeyBinding.RECORD })],
  ['ED-1', 'over HTTP/2, framed', http2()],
  ['ED-1', 'over HTTP/2 without holes', weather({ ...OVER_HTTP2, holeAssurance: HoleAssurance.NO_HOLES }), WEATHER],
  ['ED-1', 'over HTTP/2, sets of characters', http2(SETS)],
  ['ED-1', 'sets of characters over HTTP/1.1', proxied(SETS)],
  ['ED-1', 'handshake ten minutes before', http2({ handshakeTimeMs: SESSION_TIME_MS - 600_000n })],
  ['ED-1', 'handshake two minutes after', http2({ handshakeTimeMs: SESSION_TIME_MS + 120_000n })],
  ['ATT-2', 'rows of a group', plugs(), PLUGS],
  ['ATT-2', 'rows of a probe', plugs({ context: { purpose: { case: 'probe', value: new Uint8Array(16) } } }), PLUGS],
  ['ATT-2', 'every row offline', plugs({ rows: ROWS.map((row) => ({ ...OFFLINE, key: row.key })) }), PLUGS],
];

/** Attestations of the second edition that do not hold, and of the first with something of the second. */
export const BAD_ED_1: readonly Bad[] = [
  ['ED-1', 'first edition in a unit of 17 characters', M, first(inUnit(17))],
  ['ATT-2', 'a unit of 65 characters', M, inUnit(65)],
  ['ED-1', 'first edition for a binding', M, first(BINDING)],
  ['ED-1', 'first edition for a group', M, first({ ...plugs(), rows: [] })],
  ['ED-1', 'first edition with rows', M, first(plugs({ context: { purpose: { case: 'probe', value: new Uint8Array(16) } } }))],
  ['ED-1', 'first edition with items', M, first({ params: [{ name: 'ids', items: ['a'] }] })],
  ['ED-1', 'first edition with a quality', M, first({ ...PRICED, periodStartMs: 0n }), PRICE],
  ['ED-1', 'first edition with a period', M, first({ observedAtMs: 2n, periodStartMs: 1n })],
  ['ED-1', 'first edition over HTTP/2', M, first(http2())],
  ['ED-1', 'first edition bound by a record', M, first(proxied({ keyBinding: KeyBinding.RECORD }))],
  ['ED-1', 'a key binding that is not known', M, proxied({ keyBinding: unknownEnum(5) })],
  ['ED-1', 'a hole assurance that is not known', M, proxied({ holeAssurance: unknownEnum(5) })],
  ['ED-1', 'first edition with sets of characters', M, first(proxied(SETS))],
  ['ED-1', 'mode DEVICE, which is set aside', M, { mode: Mode.DEVICE }],
  ['ED-1', 'fence over HTTP/1.1', M, http2({ carrier: Carrier.UNSPECIFIED })],
  ['ED-1', 'HTTP/2 with a ticket', M, http2({ keyBinding: KeyBinding.TICKET })],
  ['ED-1', 'an unknown carrier', M, http2({ carrier: unknownEnum(2) })],
  ['ED-1', 'HTTP/2 with no handshake time', M, http2({ handshakeTimeMs: 0n })],
  ['ED-1', 'handshake more than ten minutes before', M, http2({ handshakeTimeMs: SESSION_TIME_MS - 600_001n })],
  ['ED-1', 'handshake more than two minutes after', M, http2({ handshakeTimeMs: SESSION_TIME_MS + 120_001n })],
  ['ED-1', 'turn 0', M, http2({ turn: 0 })],
  ['ED-1', 'a stream of the server', M, http2({ stream: 4 })],
  ['ED-1', 'turn over HTTP/1.1', M, proxied({ turn: 1 })],
  ['ED-1', 'stream over HTTP/1.1', M, proxied({ stream: 1 })],
  ['ED-1', 'handshake time over HTTP/1.1', M, proxied({ handshakeTimeMs: SESSION_TIME_MS })],
  ['ED-1', 'framed over HTTP/1.1', M, proxied({ holeAssurance: HoleAssurance.FRAMED })],
  ['ED-1', 'length alone over HTTP/2', M, http2({ holeAssurance: HoleAssurance.LENGTH })],
  ['ED-1', 'framed without holes', M, http2({ segmentLengths: [300] })],
  ['ED-1', 'a set too many', M, proxied({ ...SETS, holeCharsets: [Charset.DIGITS, Charset.DIGITS] })],
  ['ED-1', 'no sets', M, proxied({ ...SETS, holeCharsets: [] })],
  ['ED-1', 'an unknown set', M, proxied({ ...SETS, holeCharsets: [unknownEnum(6)] })],
  ['ED-1', 'sets where lengths are known', M, proxied({ holeCharsets: [Charset.ALPHANUMERIC] })],
  ['ED-1', "another set than the hole's", P, proxied({ ...SETS, holeCharsets: [Charset.UNRESERVED] })],
  ['ED-1', 'binding of another device', M, { ...BINDING, subject: DEVICES }],
  ['ED-1', 'binding without a claimant', M, { context: { purpose: { case: 'binding', value: { devices: DEVICES, device: SUBJECT } } } }],
  ['ATT-2', 'a group without rows', M, { ...GROUP, subject: '' }],
  ['ATT-2', 'rows in a round of a feed', M, plugs({ context: { purpose: { case: 'round', value: { feedId: 9, round: 41n } } } })],
  ['ATT-2', 'rows for a command', M, plugs({ context: { purpose: { case: 'command', value: { devices: DEVICES, commandId: 1n } } } })],
  ['ATT-2', 'rows beside a subject', M, plugs({ subject: SUBJECT })],
  ['ATT-2', 'rows beside readings', M, plugs({ readings: powerReadings(1n, 0) })],
  ['ATT-2', 'rows beside a time', M, plugs({ observedAtMs: 1n })],
  ['ATT-2', 'rows out of order', M, plugs({ rows: ROWS.toReversed() })],
  ['ATT-2', 'a row twice', M, plugs({ rows: rowsWith(1, { key: KEYS[0] }) })],
  ['ATT-2', 'a row without a key', M, plugs({ rows: rowsWith(0, { key: '' }) })],
  ['ATT-2', 'a row of no outcome', M, plugs({ rows: rowsWith(0, { outcome: Outcome.UNSPECIFIED }) })],
  ['ATT-2', 'a row of an unknown outcome', M, plugs({ rows: rowsWith(0, { ...OFFLINE, outcome: unknownEnum(11), readings: [] }) })],
  ['ATT-2', 'an offline row with readings', M, plugs({ rows: rowsWith(0, { outcome: Outcome.CONDITION }) })],
  ['ATT-2', 'an offline row with a time', M, plugs({ rows: rowsWith(0, { ...OFFLINE, readings: [] }) })],
  ['ATT-2', 'a row with a subject of 91 characters', M, plugs({ rows: rowsWith(0, { subject: 's'.repeat(91) }) })],
  ['ATT-2', 'a period that ends before it begins', M, { ...PRICED, periodStartMs: SESSION_TIME_MS }, PRICE],
  ['ATT-2', 'an unknown quality', M, { readings: [{ name: 'power', unit: 'W', value: {}, quality: unknownEnum(4) }] }],
  ['ATT-2', 'a value beside items', M, plugs({ params: [{ name: 'ids', value: 'x', items: [...KEYS] }] }), PLUGS],
  ['ATT-2', 'items out of order', M, plugs({ params: [{ name: 'ids', items: KEYS.toReversed() }] }), PLUGS],
  ['ATT-2', 'an item twice', M, plugs({ params: [{ name: 'ids', items: [KEYS[0], KEYS[0]] }] }), PLUGS],
  ['ATT-2', 'two lists', M, { params: [{ name: 'a', items: ['x'] }, { name: 'b', items: ['x'] }] }],
  ['ATT-2', 'network of nobody', M, { network: { ...NETWORK, oracle: '' }, ...proxied(PROXY_PATH) }],
  ['ATT-4', 'a row that was not asked for', 'attestation.rows', plugs({ rows: rowsWith(2, { key: 'ffffffffffff' }) }), PLUGS],
  ['ATT-4', 'a row too few', 'attestation.rows', plugs({ rows: ROWS.slice(1) }), PLUGS],
  ['ATT-4', 'rows of an operation without rows', 'attestation.rows', plugs({ operationId: PRICE.id, params: [] }), PRICE],
  ['ATT-4', 'no rows of an operation with rows', 'attestation.rows', plugs({ ...GROUP, context: { purpose: { case: 'probe', value: new Uint8Array(16) } }, rows: [] }), PLUGS],
  ['ATT-4', 'a row that lacks a reading', 'attestation.readings', plugs({ rows: rowsWith(1, { readings: [] }) }), PLUGS],
  ['ATT-4', 'a row out of bounds', 'attestation.readings', plugs({ rows: rowsWith(1, { readings: [{ name: 'energy', unit: 'Wh', value: { mantissa: -1n } }, { name: 'power', unit: 'W', value: {} }] }) }), PLUGS],
  ['ATT-4', 'a row without its time', 'attestation.observed_at', plugs({ rows: rowsWith(1, { observedAtMs: 0n }) }), PLUGS],
  ['ATT-4', 'a row with a period that is not declared', 'attestation.observed_at', plugs({ rows: rowsWith(1, { periodStartMs: 1n }) }), PLUGS],
  ['ATT-4', 'a row later than the session allows', 'attestation.observed_at', plugs({ rows: rowsWith(1, { observedAtMs: SESSION_TIME_MS + 60_001n }) }), PLUGS],
  ['ATT-4', 'no quality where one is asked for', 'attestation.readings', { ...PRICED, readings: [{ name: 'price', unit: 'urn:iso:std:iso:4217:EUR', value: { mantissa: 1n } }] }, PRICE],
  ['ATT-4', 'a quality that is not asked for', 'attestation.readings', { readings: powerReadings(1n, 0).map((reading) => ({ ...reading, quality: Quality.OK })) }],
  ['ATT-4', 'no period where one is declared', 'attestation.observed_at', { ...PRICED, periodStartMs: 0n }, PRICE],
];
