import { z } from 'zod';
import { event, openEvent } from '../definition.ts';
import { code, message, operatorKey } from '../words.ts';

/** The node itself: its start and end, and whatever fails. */
export const NODE_EVENTS = {
  'node.started': event({
    level: 'info',
    meaning: 'The node runs.',
    attributes: {
      operator: operatorKey,
      account: z.string().describe('gas account'),
      addresses: z.array(z.string()).readonly().describe('multiaddresses under which peers reach it'),
    },
  }),
  'node.stopped': event({
    level: 'info',
    meaning: 'Everything has ended and the store is closed.',
    attributes: {},
  }),
  'http.listening': event({
    level: 'info',
    meaning: '`/health`, `/metrics` and `/status` answer.',
    attributes: { url: z.string().describe('where') },
  }),
  'development.custom_ca': event({
    level: 'warn',
    meaning: 'A private CA is trusted for vendors’ servers.',
    attributes: { message },
    advice: 'Remove `custom_ca` under `[development]`, unless this is a development network.',
  }),
  error: openEvent({
    level: 'warn',
    meaning:
      'Something failed that heals by itself or that health tells of. Level error, with a stack, where the code is `unexpected`.',
    attributes: {
      doing: z.string().describe('what the node was doing'),
      code,
      message,
    },
    further: 'what it was about: `feedId`, `round`, `command`, `notary`',
    moves: { node_errors_total: ({ code: of }) => ({ labels: { code: of } }) },
    advice: 'By its code; `unexpected` is a bug, or the system: report it with its stack.',
  }),
  'archive.failed': event({
    level: 'warn',
    meaning: 'The archive did not keep an attestation, or was not cleared. The store has it.',
    attributes: {
      doing: z.enum(['put', 'prune']).describe('what the archive was asked for'),
      id: z.string().optional().describe('attestation id, hex'),
      code,
      message,
    },
    moves: {
      node_archive_failures_total: ({ doing }) => ({ labels: { doing } }),
      node_errors_total: ({ code: of }) => ({ labels: { code: of } }),
    },
    advice: 'Check the archive’s folder: permissions and free space.',
  }),
  'telemetry.sink_failed': event({
    level: 'warn',
    meaning: 'A place where events go began to fail; what it misses is not told there again.',
    attributes: { sink: z.string().describe('which'), code, message },
    moves: { node_telemetry_failures_total: ({ sink }) => ({ labels: { sink } }) },
    advice: 'Check that place. The node goes on without it.',
  }),
} as const;
