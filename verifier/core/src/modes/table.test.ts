import { readFileSync } from 'node:fs';
import { create, decode, AttestationBodySchema, Mode, PathEvidenceSchema } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { HOLE_ASSURANCES, KEY_BINDINGS, meaningOf } from '../binding/table.ts';
import type { EvidenceKind } from '../binding/table.ts';
import { MODES, MODE_NAMES, modeName, modeRow, perMode } from './table.ts';

const RUST = new URL('../../../../contracts/packages/attestation/src/mode.rs', import.meta.url);
const PROTOCOL = new URL('../../../../docs/PROTOCOL.md', import.meta.url);

describe('the table of modes', () => {
  it('is that of the contracts: same modes in the same order, same evidence, same strictness', () => {
    const rows = readFileSync(RUST, 'utf8').matchAll(
      /^\s+(\w+) (\w+) \{ evidence: Evidence::(\w+), is_strict: (\w+) \}/gm,
    );
    const rust = [...rows].map(([, variant, name, evidence, strict]) => [
      variant?.toUpperCase(),
      name,
      evidence?.toLowerCase(),
      strict,
    ]);
    expect(rust).toEqual(
      MODE_NAMES.map((name) => {
        const { wire, evidence, isStrict } = MODES[name];
        return [Mode[wire], name, evidence.field ?? 'none', String(isStrict)];
      }),
    );
  });

  it('has a row for each mode that signed bodies can name, and none for others', () => {
    // DEVICE is set aside: it has no row until devices' own statements have a form.
    const without: unknown[] = [Mode.UNSPECIFIED, Mode.DEVICE];
    const named = Object.values(Mode).filter((mode) => typeof mode === 'number' && !without.includes(mode));
    expect(modeRow(Mode.DEVICE)).toBeUndefined();
    expect(MODE_NAMES.map((name) => MODES[name].wire).sort()).toEqual(named.sort());
    expect(modeName(Mode.UNSPECIFIED)).toBeUndefined();
    expect(modeRow(decode(AttestationBodySchema, Uint8Array.of(0x20, 99), 2).mode)).toBeUndefined();
    for (const name of MODE_NAMES) expect(modeName(MODES[name].wire)).toBe(name);
  });

  it('names families of rules that PROTOCOL.md has', () => {
    const page = readFileSync(PROTOCOL, 'utf8');
    for (const name of MODE_NAMES)
      for (const family of MODES[name].rules) expect(page).toContain(`- **${family}-1**`);
  });

  it('ATT-2: refuses evidence of another mode', () => {
    const without = create(AttestationBodySchema, {});
    const malformed = create(AttestationBodySchema, { path: create(PathEvidenceSchema, {}) });
    expect(perMode((_, { evidence }) => [evidence.isFormed(without), evidence.isFormed(malformed)])).toEqual({
      mpc: [true, false],
      proxy: [false, false],
    });
  });
});

describe('kinds of evidence', () => {
  it('say what they mean, each by a number of its own, and nothing for one that is not known', () => {
    for (const kinds of [KEY_BINDINGS, HOLE_ASSURANCES]) {
      const rows = Object.values<EvidenceKind<number>>(kinds);
      expect(new Set(rows.map(({ wire }) => wire)).size).toBe(rows.length);
      for (const { wire, says } of rows) expect(meaningOf(kinds, wire)).toBe(says);
      expect(meaningOf(kinds, 0)).toBeUndefined();
    }
  });
});
