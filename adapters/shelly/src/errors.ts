import type { VendorError } from '@cloudx3/adapter-kit';

const OFFLINE = {
  code: 'shelly.device_offline',
  meaning: 'The device is not connected to the Shelly cloud.',
  remedy: "Check the device's power and network, and that its cloud connection is enabled in the app.",
  retry: 'later',
} as const;

const UNKNOWN = {
  code: 'shelly.device_unknown',
  meaning: 'The account that the key belongs to has no such device, or the cloud holds no state of it.',
  remedy:
    'Compare the device id with the app (Settings, Device information), and the server with the one shown beside the key.',
  retry: 'after-remedy',
} as const;

const RATE_LIMITED = {
  code: 'shelly.rate_limited',
  meaning: 'More than one request in a second was made with this account.',
  remedy: 'Read less often, or give the account to fewer nodes; the app and other programs count too.',
  retry: 'after-quota',
} as const;

/** {"error":CODE,"data":{"messages":[…]}} as documented; refusals of the key in the older form {"isok":false,"errors":{…}}. */
export const errors: readonly VendorError[] = [
  // The cloud also answers 401 when it means the rate, which says nothing about the key.
  { ...RATE_LIMITED, status: 401, body: { at: ['errors', 'max_req'] } },
  { ...RATE_LIMITED, status: 429 },
  {
    code: 'shelly.key_refused',
    status: 401,
    meaning: 'The cloud key is not, or no longer, that of an account on this server.',
    remedy:
      'Take the key and the server anew from the app (User settings, Authorization cloud key); a new password makes a new key.',
    retry: 'after-remedy',
  },
  { ...OFFLINE, status: 400, body: { at: ['error'], equals: 'DEVICE_OFFLINE' } },
  {
    code: 'shelly.command_failed',
    status: 400,
    body: { at: ['error'], equals: 'DEVICE_FAILED_COMMAND' },
    meaning: 'The device got the command and did not carry it out.',
    remedy: 'Look at the device: overpower, overheating or a lock of its own can keep it from switching.',
    retry: 'later',
  },
  {
    code: 'shelly.invalid_channel',
    status: 400,
    body: { at: ['error'], equals: 'DEVICE_INVALID_CHANNEL' },
    meaning: 'The device has no such output.',
    remedy: 'Use the operations of the channel that the device has; outputs are counted from 0.',
    retry: 'after-remedy',
  },
  {
    code: 'shelly.invalid_mode',
    status: 400,
    body: { at: ['error'], equals: 'DEVICE_INVALID_MODE' },
    meaning: 'The device is set up as something else than a switch.',
    remedy: "Change the device's profile in the app, or do not register it as a switch.",
    retry: 'after-remedy',
  },
  {
    code: 'shelly.bad_request',
    status: 400,
    body: { at: ['error'], equals: 'BAD_REQUEST' },
    meaning: 'The cloud refuses the request as malformed.',
    remedy:
      'Check the device id; if it is right, the API has changed and the operation must be published anew.',
    retry: 'after-remedy',
  },
  { ...UNKNOWN, status: 404, body: { at: ['error'], equals: 'DEVICE_NOT_FOUND' } },
  {
    code: 'shelly.instance_not_found',
    status: 404,
    body: { at: ['error'], equals: 'INSTANCE_NOT_FOUND' },
    meaning: 'The cloud lost the way to the device for the moment, or the account lives on another server.',
    remedy: 'Wait; if it stays, compare the server with the one shown beside the key.',
    retry: 'later',
  },
  { ...UNKNOWN, status: 200, body: { at: [0], absent: true } },
  { ...OFFLINE, status: 200, body: { at: [0, 'online'], equals: '0' } },
];
