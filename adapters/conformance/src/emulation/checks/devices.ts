import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CapabilitySpec } from '@cloudx3/adapter-kit';
import { expect } from 'vitest';
import { checksOf } from '../../check.ts';
import type { Check } from '../../check.ts';
import type { PlayedNode } from '../node.ts';
import type { EmulatedSubject } from '../subject.ts';

/** What a device is told is done, read back, and kept. */
export function deviceChecks(subject: EmulatedSubject): Check[] {
  return Object.entries(subject.adapter.capabilities).flatMap(([name, spec]) =>
    checksOf(`capability ${name}`, {
      'is done and read back, for each value': () =>
        subject.with(async (node) => {
          for (const value of [...spec.values, ...spec.values]) await expectDone(node, spec, value);
        }),

      'is done once where it comes twice': () =>
        subject.with(async (node) => {
          for (const value of spec.values) {
            await command(node, spec, value);
            await expectDone(node, spec, value);
          }
        }),

      'is kept where the emulator is started anew': () => expectKept(subject, spec),

      ...(spec.values.length > 1 ? refused(subject, spec) : {}),

      'is told to nobody whom the cloud has lost': () =>
        subject.with(async (node) => {
          for (const device of node.cloud.cloud.devices) device.online = false;
          const [value] = spec.values;
          if (value !== undefined) expect(await command(node, spec, value)).not.toBe('ok');
          expect((await node.runKey(spec.readback)).code).not.toBe('ok');
        }),
    }),
  );
}

/** Of a capability with something else than is there already. */
function refused(subject: EmulatedSubject, spec: CapabilitySpec): Record<string, Check['run']> {
  return {
    'is not done where the vendor refuses': () =>
      subject.with(async (node) => {
        for (const value of spec.values) {
          const before = await readBack(node, spec);
          node.cloud.spoil({ kind: 'server-error', to: 'action' });
          expect(await command(node, spec, value)).toBe('vendor.server_error');
          expect(await readBack(node, spec)).toBe(before);
        }
      }),
  };
}

type Value = CapabilitySpec['values'][number];

async function command(node: PlayedNode, spec: CapabilitySpec, { value }: Value): Promise<string> {
  const { code } = await node.runKey(spec.action, { [spec.valueParam]: value });
  node.cloud.clock.nowMs += spec.settleMs;
  return code;
}

async function readBack(node: PlayedNode, spec: CapabilitySpec): Promise<string | undefined> {
  return (await node.runKey(spec.readback)).readings[spec.reading];
}

async function expectDone(node: PlayedNode, spec: CapabilitySpec, value: Value): Promise<void> {
  expect(await command(node, spec, value)).toBe('ok');
  expect(await readBack(node, spec), value.title).toBe(value.expect);
}

async function expectKept(subject: EmulatedSubject, spec: CapabilitySpec): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'adapters-emulated-'));
  const file = join(folder, 'emulator.sqlite');
  try {
    for (const value of spec.values) {
      await subject.with((node) => expectDone(node, spec, value), { file });
      await subject.with(
        async (node) => {
          expect(await readBack(node, spec), value.title).toBe(value.expect);
        },
        { file },
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
