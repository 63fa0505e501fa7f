import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { none } from './auth/none.ts';
import { readCredentials } from './auth/credentials.ts';
import { defineAdapter } from './definition/adapter.ts';
import { deviceCapability } from './definition/capability.ts';
import { describeDevice } from './definition/device.ts';
import { ownServer, readSettings } from './definition/settings.ts';
import { ADAPTER_ERROR_CODES, AdapterError } from './error.ts';
import type { AdapterErrorCode } from './error.ts';
import { target } from './language/template.ts';
import { packageIn } from './node/package.ts';
import { EXAMPLE } from './testing/example.ts';

const adapter = defineAdapter(EXAMPLE);

/** Something that goes wrong, for every code that there is. */
const MISTAKES: Record<AdapterErrorCode, () => unknown> = {
  'adapter.definition': () => defineAdapter({ ...EXAMPLE, vendor: 'EXAMPLE' }),
  'adapter.settings': () => readSettings('example', z.strictObject(ownServer('x.example.org')), {}),
  'adapter.credentials': () => readCredentials(none(), { key: 'x' }),
  'adapter.template': () => target('/', { zone: 'Europe Paris' }),
  'adapter.device': () => describeDevice(adapter, {}),
  'adapter.capability': () => deviceCapability(adapter, 'dim'),
  'adapter.package': () => packageIn(broken),
};

let broken = '';
beforeAll(() => {
  broken = mkdtempSync(join(tmpdir(), 'adapters-kit-package-'));
  writeFileSync(join(broken, 'package.json'), '[');
});
afterAll(() => rmSync(broken, { recursive: true, force: true }));

describe('AdapterError', () => {
  it.each(Object.keys(ADAPTER_ERROR_CODES) as AdapterErrorCode[])('%s is thrown for what it says', (code) => {
    expect(MISTAKES[code]).toThrow(expect.objectContaining({ name: 'AdapterError', code }));
    expect(ADAPTER_ERROR_CODES[code]).toMatch(/^[A-Z].*\.$/);
  });

  it('names the field at fault before the message, and keeps the cause', () => {
    const cause = new Error('deeper');
    const error = new AdapterError('adapter.definition', 'use lower case', { field: 'vendor', cause });
    expect([error.message, error.field, error.cause]).toEqual(['vendor: use lower case', 'vendor', cause]);
    expect(new AdapterError('adapter.settings', 'is missing').message).toBe('is missing');
  });
});
