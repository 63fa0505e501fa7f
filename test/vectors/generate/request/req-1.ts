import { SWITCH, WEATHER } from '../operations.ts';
import { GOOD, request } from './parts.ts';
import type { Case, Good } from './parts.ts';

const WEATHER_SENT = request(
  'GET /v1/forecast?latitude=47.37&longitude=8.54&current=temperature_2m&timezone=UTC HTTP/1.1',
  ['host: api.example.com:8443', 'connection: close', 'accept-encoding: identity'],
  '',
);
const WEATHER_CASE: Case = {
  sent: WEATHER_SENT,
  hidden: [],
  operation: WEATHER,
  params: { latitude: '47.37', longitude: '8.54' },
};
const TOKEN = 'T'.repeat(40);
const SWITCH_BODY = '{"entity_id":"switch:1","transition":0.5}';
const SWITCH_CASE: Case = {
  sent: request(
    'POST /api/services/switch/turn_on HTTP/1.1',
    [
      'host: home.example.org',
      'connection: close',
      'accept-encoding: identity',
      `content-length: ${SWITCH_BODY.length}`,
      `authorization: Bearer ${TOKEN}`,
      'content-type: application/json',
      'x-priority: -5',
    ],
    SWITCH_BODY,
  ),
  hidden: [TOKEN],
  operation: SWITCH,
  params: { domain: 'switch', turn: 'on', entity: 'switch:1', priority: '-5', seconds: '0.5' },
};

/** Requests as they are rendered (rule REQ-1). */
export const GOOD_REQ_1: readonly Good[] = [
  ['REQ-1', 'a key in the query', { sent: GOOD }],
  ['REQ-1', 'no hole, another port', WEATHER_CASE],
  ['REQ-1', 'a bearer token', SWITCH_CASE],
];
