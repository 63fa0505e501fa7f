import { OperationKind } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { AdapterError } from '../error.ts';
import { decimalOf } from './capability.ts';
import type { Adapter, CapabilitySpec } from './spec.ts';

/** What one operation cannot show: that the parts of an adapter fit each other. Throws at the first that does not. */
export function checkAdapter(adapter: Adapter): void {
  demand(
    /^[a-z][a-z0-9-]{0,30}$/.test(adapter.vendor),
    'vendor',
    'use lower-case letters, digits and "-", at most 31',
  );
  demand(
    adapter.docs.length > 0 && adapter.docs.every((url) => url.startsWith('https://')),
    'docs',
    'give the https pages it was written from',
  );
  demand(
    adapter.quotas.every((quota) => quota.requests > 0),
    'quotas',
    'a quota allows at least one request',
  );
  checkOperations(adapter);
  checkErrors(adapter);
  const names = Object.keys(adapter.capabilities);
  demand(
    names.length > 0 === (adapter.serialParam !== undefined),
    'serialParam',
    'goes with capabilities, and they with it',
  );
  for (const name of names) checkCapability(adapter, name);
}

function checkOperations(adapter: Adapter): void {
  const names = new Set<string>();
  for (const [key, operation] of Object.entries(adapter.operations)) {
    const { name, holes } = operation.message;
    demand(
      name.startsWith(`${adapter.vendor}/`),
      `operations.${key}.name`,
      `begin it with "${adapter.vendor}/"`,
    );
    demand(!names.has(name), `operations.${key}.name`, 'another operation has it');
    names.add(name);
    // A hole that the strategy does not know would never be filled.
    demand(
      holes.every((hole) => Object.hasOwn(adapter.auth.holes, hole.name)),
      `operations.${key}.holes`,
      'leave holes to the auth strategy',
    );
  }
  demand(names.size > 0, 'operations', 'describe at least one');
}

function checkErrors(adapter: Adapter): void {
  for (const row of adapter.errors) {
    demand(
      row.code.startsWith(`${adapter.vendor}.`),
      `errors.${row.code}`,
      `begin the code with "${adapter.vendor}."`,
    );
    demand(row.meaning !== '' && row.remedy !== '', `errors.${row.code}`, 'say what it means and what to do');
  }
}

function checkCapability(adapter: Adapter, name: string): void {
  const field = `capabilities.${name}`;
  const spec = adapter.capabilities[name];
  if (spec === undefined) return;
  const action = operation(adapter, spec.action, `${field}.action`);
  const readback = operation(adapter, spec.readback, `${field}.readback`);
  demand(action.message.kind === OperationKind.ACTION, `${field}.action`, 'it must be of kind "action"');
  demand(readback.message.kind === OperationKind.READ, `${field}.readback`, 'it must be of kind "read"');
  demand(
    [action, readback].every(({ message }) => message.parameters.every(({ type }) => type.case !== 'list')),
    field,
    'a device is one, so neither operation may take a list',
  );
  checkValues(spec, action, field);
  // CMD-3: the read-back runs with the device's parameters, the action with those and the value.
  const own = readback.message.parameters.map((parameter) => parameter.name);
  const acted = action.message.parameters.map((parameter) => parameter.name);
  demand(
    acted.length === own.length + 1 && own.every((parameter) => acted.includes(parameter)),
    `${field}.readback`,
    `its parameters must be those of the action without "${spec.valueParam}"`,
  );
  demand(
    adapter.serialParam !== undefined && own.includes(adapter.serialParam),
    'serialParam',
    'must be a parameter of every read-back',
  );
  demand(
    readback.message.readings.some((reading) => reading.name === spec.reading),
    `${field}.reading`,
    'the read-back has no such reading',
  );
}

function checkValues(spec: CapabilitySpec, action: CheckedOperation, field: string): void {
  const type = action.message.parameters.find((parameter) => parameter.name === spec.valueParam)?.type;
  demand(type?.case === 'choice', `${field}.valueParam`, 'must name a choice parameter of the action');
  const choices = type?.case === 'choice' ? type.value.values : [];
  demand(spec.values.length > 0, `${field}.values`, 'give at least one');
  const readings = new Set<string>();
  for (const { value, expect } of spec.values) {
    demand(choices.includes(value), `${field}.values`, `"${value}" is no choice of "${spec.valueParam}"`);
    const { mantissa, scale } = decimalOf(expect, `${field}.values`);
    readings.add(`${mantissa}/${scale}`);
  }
  // Two values that read alike could not be told apart by a receipt.
  demand(readings.size === spec.values.length, `${field}.values`, 'each must be read back differently');
}

function operation(adapter: Adapter, key: string, field: string): CheckedOperation {
  const found = Object.hasOwn(adapter.operations, key) ? adapter.operations[key] : undefined;
  if (found === undefined)
    throw new AdapterError('adapter.definition', `there is no operation "${key}"`, { field });
  return found;
}

function demand(holds: boolean, field: string, remedy: string): void {
  if (!holds) throw new AdapterError('adapter.definition', remedy, { field });
}
