import { describe, expect, it } from 'vitest';
import { NodeError, messageOf } from './error.ts';

describe('messageOf', () => {
  const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);
  const circle = new Error('');
  circle.cause = circle;

  it.each([
    ['its own words', new NodeError('node.late', 'too late'), 'too late'],
    [
      'the words of its parts',
      new AggregateError([refused('::1:1'), refused('127.0.0.1:1')]),
      'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1',
    ],
    ['the words of its cause', new Error('', { cause: refused('::1:1') }), 'connect ECONNREFUSED ::1:1'],
    ['its code', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['its name', new DOMException('', 'AbortError'), 'AbortError'],
    ['its name, where causes go round', circle, 'Error'],
    ['what was thrown', 'a text', 'a text'],
    ['that nothing was said', '', 'no reason was given'],
  ])('gives %s', (_what, error, text) => {
    expect(messageOf(error)).toBe(text);
  });
});
