import { element, isLiteral, jsonBody, param, quotedParam } from '@cloudx3/adapter-kit';
import type { OperationDraft, PathSpec } from '@cloudx3/adapter-kit';

export type ShellyOperation = 'switchPower' | 'switchPowers' | 'switchState' | 'switchSet';

/** A state answer is a list with one object a device that was asked for; a device that the account lacks is left out. */
const DEVICE = element('id', '{device_id}');

const DEVICE_ID = { type: 'token', charset: 'hex-lower', minLength: 6, maxLength: 12 } as const;

export function operations(
  server: OperationDraft['server'],
  channel: number,
): Record<ShellyOperation, OperationDraft> {
  const component = [DEVICE, 'status', `switch:${channel}`] satisfies PathSpec;
  return {
    switchPower: {
      ...state(server, channel),
      name: 'shelly/switch-power',
      readings: {
        on: { unit: '1', path: [...component, 'output'], source: 'boolean' },
        // Sixteen amperes are the most of any of the vendor's relays; a feeding inverter counts down.
        power: { unit: 'W', path: [...component, 'apower'], min: '-10000', max: '10000' },
        energy: {
          unit: 'Wh',
          path: [...component, 'aenergy', 'total'],
          min: '-1000000000',
          max: '1000000000',
        },
      },
      // Start of the minute that the meter is in; every metering device reports at least once a minute.
      observedAt: { path: [...component, 'aenergy', 'minute_ts'], format: 'unix-s' },
    },
    switchPowers: switchPowers(server, channel),
    switchState: {
      ...state(server, channel),
      name: 'shelly/switch-state',
      readings: { on: { unit: '1', path: [...component, 'output'], source: 'boolean' } },
    },
    switchSet: {
      kind: 'action',
      name: 'shelly/switch-set',
      server,
      method: 'POST',
      target: '/v2/devices/api/set/switch',
      contentType: 'application/json',
      body: jsonBody({ id: quotedParam('device_id'), channel, on: param('on') }),
      parameters: { device_id: DEVICE_ID, on: { type: 'choice', values: ['true', 'false'] } },
      // Success is status 200 and no body: it says that the command was passed on. That it was done, the read-back shows.
      maxResponseBytes: 768,
    },
  };
}

/** Up to ten devices in one answer, a row each (ROW-1): one that is offline or unknown costs no other. */
function switchPowers(server: OperationDraft['server'], channel: number): OperationDraft {
  const status = ['status', `switch:${channel}`] satisfies PathSpec;
  return {
    kind: 'read',
    name: 'shelly/switch-powers',
    server,
    method: 'POST',
    target: '/v2/devices/api/get',
    contentType: 'application/json',
    body: jsonBody({
      ids: [quotedParam('device_ids')],
      select: ['status'],
      pick: { status: [`switch:${channel}`] },
    }),
    // The vendor answers for 1 to 10 devices at a time, and counts that as one request.
    parameters: { device_ids: { type: 'list', item: DEVICE_ID, maxItems: 10, separator: '","' } },
    rows: { path: [], key: ['id'], list: 'device_ids', conditions: [isLiteral(['online'], '1')] },
    readings: {
      on: {
        unit: '/',
        path: [...status, 'output'],
        source: 'boolean',
        kind: 'measurement',
      },
      power: {
        unit: 'W',
        path: [...status, 'apower'],
        min: '-10000',
        max: '10000',
        quantity: 'power',
        kind: 'measurement',
      },
      energy: {
        unit: 'Wh',
        path: [...status, 'aenergy', 'total'],
        min: '-1000000000',
        max: '1000000000',
        quantity: 'energy',
        // A feeding inverter counts down.
        kind: 'total',
      },
    },
    observedAt: { path: [...status, 'aenergy', 'minute_ts'], format: 'unix-s' },
    // A head of 150 to 400 bytes, and 300 to 520 bytes a device.
    maxResponseBytes: 6_144,
  };
}

/** `select` and `pick` keep the answer to one component: a device's whole state has several kilobytes. */
function state(server: OperationDraft['server'], channel: number): Omit<OperationDraft, 'name'> {
  return {
    kind: 'read',
    server,
    method: 'POST',
    target: '/v2/devices/api/get',
    contentType: 'application/json',
    body: jsonBody({
      ids: [quotedParam('device_id')],
      select: ['status'],
      pick: { status: [`switch:${channel}`] },
    }),
    parameters: { device_id: DEVICE_ID },
    // The cloud goes on showing the last state of a device that it has lost.
    conditions: [isLiteral([DEVICE, 'online'], '1')],
    // A head of 150 to 400 bytes and a body of 300 to 520.
    maxResponseBytes: 1_024,
  };
}
