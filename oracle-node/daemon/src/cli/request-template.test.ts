import { defineOperation } from '@cloudx3/verifier-core';
import { expect, it } from 'vitest';
import { requestTemplate } from './request-template.ts';

const operation = defineOperation({
  kind: 'action',
  name: 'acme/unlock',
  server: { name: 'api.acme.example', port: 8443 },
  method: 'POST',
  target: '/v1/doors/{door}?key={!key}',
  headers: { accept: 'application/json', authorization: 'Bearer {!session}' },
  contentType: 'application/json',
  body: '{{"turn":"{turn}"}}',
  parameters: {
    door: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 16 },
    turn: { type: 'choice', values: ['open', 'shut'] },
  },
  holes: {
    key: { charset: 'alphanumeric', minLength: 8, maxLength: 8 },
    session: { charset: 'alphanumeric', minLength: 8, maxLength: 8 },
  },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
});

it('a request is shown as it would be sent, with its holes by name and what is chosen later in braces', () => {
  expect(requestTemplate(operation, { door: 'front' })).toEqual({
    method: 'POST',
    host: 'api.acme.example:8443',
    target: '/v1/doors/front?key=<key>',
    secretHeaders: ['authorization: Bearer <session>'],
    body: '{"turn":"{turn}"}',
  });
});
