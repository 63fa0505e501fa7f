import type { AttestationBody } from '@cloudx3/proto';
import { ContextSchema, create } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../testing/statements.ts';
import { checkAttestationShape } from './shape.ts';

type Change = (body: AttestationBody) => void;

/** Which field ATT-2 names of a body with this change, or `ok`. */
function fieldOf(change: Change, proxy = false): string {
  const body = bodyOf(5n, 0, 0, { proxy });
  change(body);
  const shape = checkAttestationShape(body);
  return shape.ok ? 'ok' : `${shape.code} ${shape.field ?? ''}`;
}

const nonce = (length: number) =>
  create(ContextSchema, { purpose: { case: 'probe', value: new Uint8Array(length) } });
const command = (devices: string) =>
  create(ContextSchema, { purpose: { case: 'command', value: { devices, commandId: 1n } } });
const params = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ name: `p${String(i).padStart(2, '0')}`, value: '' },
    items: [] as string[],
  }));
const reading = (name: string, unit = 'W', mantissa = 1n, scale = 0) => ({
  name,
  unit,
  value: { mantissa, scale },
  quality: 0,
});
const set = (change: { [K in keyof AttestationBody]?: unknown }): Change => {
  return (body) => Object.assign(body, change);
};

describe('ATT-2', () => {
  it.each<[string, Change]>([
    ['a chain id of 48 characters', (b) => (b.network!.chainId = '~'.repeat(48))],
    ['an oracle address of 90', (b) => (b.network!.oracle = '!'.repeat(90))],
    ['no subject', set({ subject: '' })],
    ['a subject of 90 characters', set({ subject: 'd'.repeat(90) })],
    ['16 params', set({ params: params(16) })],
    ['a nonce of 16 bytes', set({ context: nonce(16) })],
    ['a nonce of 32 bytes', set({ context: nonce(32) })],
    ['a command of a devices contract', set({ context: command('d'.repeat(90)) })],
    ['no readings', set({ readings: [] })],
    ['16 readings', set({ readings: params(16).map(({ name }) => reading(name)) })],
    ['the largest decimal', set({ readings: [reading('a', 'W', 10n ** 18n - 1n, 18)] })],
    ['the last moment that a number holds exactly', set({ sessionTimeMs: 2n ** 53n - 1n })],
    ['an observation at that moment', set({ observedAtMs: 2n ** 53n - 1n })],
  ])('takes %s', (_what, change) => {
    expect(fieldOf(change)).toBe('ok');
  });

  it.each<[string, string, Change]>([
    ['network', 'a chain id of 49 characters', (b) => (b.network!.chainId = 'c'.repeat(49))],
    ['network', 'a space in it', (b) => (b.network!.chainId = 'a b')],
    ['network', 'an oracle address of 91', (b) => (b.network!.oracle = 'o'.repeat(91))],
    ['network', 'none', (b) => delete b.network],
    ['notary', 'an uncompressed key', set({ notary: new Uint8Array(65).fill(4) })],
    ['notary', 'a key that begins with 4', set({ notary: new Uint8Array(33).fill(4) })],
    ['mode', 'no mode', set({ mode: 0 })],
    ['mode', 'a mode that is set aside', set({ mode: 3 })],
    ['mode', 'a mode that is not known', set({ mode: 4 })],
    ['operation_id', 'an id of 31 bytes', set({ operationId: new Uint8Array(31) })],
    ['params', '17 of them', set({ params: params(17) })],
    ['params', 'a name twice', set({ params: [...params(1), ...params(1)] })],
    ['params', 'another order', set({ params: params(2).reverse() })],
    ['params', 'a name in capitals', set({ params: [{ name: 'Id', value: '', items: [] }] })],
    ['subject', 'one of 91 characters', set({ subject: 'd'.repeat(91) })],
    ['subject', 'one outside ASCII', set({ subject: 'gerät' })],
    ['context', 'none', (b) => delete b.context],
    ['context', 'no purpose', set({ context: create(ContextSchema, {}) })],
    ['context', 'a nonce of 15 bytes', set({ context: nonce(15) })],
    ['context', 'a nonce of 33 bytes', set({ context: nonce(33) })],
    ['context', 'a command of no contract', set({ context: command('') })],
    ['prover', 'no key', set({ prover: new Uint8Array() })],
    ['session_id', 'one of 17 bytes', set({ sessionId: new Uint8Array(17) })],
    ['session_time_ms', 'none', set({ sessionTimeMs: 0n })],
    ['session_time_ms', 'one beyond what a number holds', set({ sessionTimeMs: 2n ** 53n })],
    ['observed_at_ms', 'one beyond what a number holds', set({ observedAtMs: 2n ** 53n })],
    ['readings', '17 of them', set({ readings: params(17).map(({ name }) => reading(name)) })],
    ['readings', 'one name twice', set({ readings: [reading('a'), reading('a', 'V')] })],
    ['readings', 'no unit', set({ readings: [reading('a', '')] })],
    ['readings', 'a unit of 65 characters', set({ readings: [reading('a', 'W'.repeat(65))] })],
    [
      'readings',
      'a unit of 17 characters in the first edition',
      set({ version: 1, readings: [reading('a', 'W'.repeat(17))] }),
    ],
    ['readings', 'no value', set({ readings: [{ name: 'a', unit: 'W' }] })],
    ['readings', 'a mantissa of 19 digits', set({ readings: [reading('a', 'W', -(10n ** 18n))] })],
    ['readings', 'a scale of 19', set({ readings: [reading('a', 'W', 1n, 19)] })],
    ['transcript_commitment', 'one of 33 bytes', set({ transcriptCommitment: new Uint8Array(33) })],
  ])('names %s: %s', (field, _what, change) => {
    expect(fieldOf(change)).toBe(`attestation.malformed ${field}`);
  });

  it('has a path exactly in PROXY mode', () => {
    expect(fieldOf(() => undefined, true)).toBe('ok');
    expect(fieldOf((body) => delete body.path, true)).toBe('attestation.malformed path');
    const { path } = bodyOf(5n, 0, 0, { proxy: true });
    expect(fieldOf(set({ path }))).toBe('attestation.malformed path');
  });

  it('says another version before anything else', () => {
    expect(fieldOf(set({ version: 3, sessionId: new Uint8Array() }))).toBe('attestation.version version');
  });
});
