import { describe, expect, it } from 'vitest';
import { CodedError } from './coded-error.ts';
import { codeOf } from './code-of.ts';
import { messageOf } from './message-of.ts';

class OvenError extends CodedError<'oven.cold' | 'oven.open'> {
  override readonly name = 'OvenError';
}

describe('an error of ours', () => {
  it('is told by its code, and keeps its words and what caused it', () => {
    const cause = new Error('no gas');
    const error: OvenError = new OvenError('oven.cold', 'light it', { cause });
    expect(error).toMatchObject({ name: 'OvenError', code: 'oven.cold', message: 'light it', cause });
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('OvenError: light it');
  });
});

describe('codeOf', () => {
  it.each([
    ['of ours', new OvenError('oven.open', 'x'), 'oven.open'],
    ['of the system', Object.assign(new Error('x'), { code: 'EACCES' }), 'EACCES'],
    ['that is no text', Object.assign(new Error('x'), { code: 7 }), 'unexpected'],
    ['of nobody', new TypeError('x'), 'unexpected'],
    ['of what is no error', { code: 'oven.cold' }, 'unexpected'],
  ])('gives the one %s', (_whose, error, code) => {
    expect(codeOf(error)).toBe(code);
  });
});

describe('messageOf', () => {
  const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);
  const circle = new Error('');
  circle.cause = circle;

  it.each([
    ['its own words', new OvenError('oven.cold', 'too late'), 'too late'],
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
