import { describe, expect, it } from 'vitest';
import { httpResponse } from '../test-support/fixture.ts';
import { echoesSecret } from './echo.ts';

const SECRET = 'aZ/9+k=="canary';
const secrets = { key: SECRET };
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function chunked(...chunks: string[]): Uint8Array {
  const body = [...chunks, ''].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
  return bytes(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${body}`);
}

describe('SES-4: a secret in a response', () => {
  it.each<[string, Uint8Array]>([
    ['as it is', httpResponse(`<key>${SECRET}</key>`)],
    ['in the head', httpResponse('{}', '200 OK', [`x-key: ${SECRET}`])],
    ['as JSON writes it', httpResponse(JSON.stringify({ key: SECRET }))],
    ['as PHP writes JSON', httpResponse(String.raw`{"key":"aZ\/9+k==\"canary"}`)],
    ['in JSON escapes of code units', httpResponse(String.raw`{"key":"\u0061Z\u002F9+k==\"c\u0061nary"}`)],
    ['as the name of a member', httpResponse(JSON.stringify({ [SECRET]: 1 }))],
    ['in a link', httpResponse(JSON.stringify({ next: `/v2?key=${encodeURIComponent(SECRET)}` }))],
    ['in a link of lower case', httpResponse('{"next":"/v2?key=aZ%2f9%2bk%3d%3d%22canary"}')],
    [
      'in a link beside what is no percent-encoding',
      httpResponse('{"next":"?key=aZ%2f9%2bk%3d%3d%22canary&of=100%"}'),
    ],
    ['in two chunks', chunked(`{"key":"${SECRET.slice(0, 4)}`, `${SECRET.slice(4)}"}`)],
    ['in a chunk a byte', chunked(...Array.from(JSON.stringify({ key: SECRET })))],
  ])('is found %s', (_how, response) => {
    expect(echoesSecret(response, secrets)).toBe(true);
  });

  it('is found as the vendor decodes it, where the credential is percent-encoded itself', () => {
    expect(echoesSecret(httpResponse('{"key":"a/b/c"}'), { key: 'a%2Fb%2Fc' })).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['where it is not', httpResponse('{"ok":true,"note":"100 % \\n \\u00e9 %zz %"}')],
    ['in part', httpResponse(`{"key":"${SECRET.slice(0, 6)}"}`)],
    ['in something that is no response', bytes('\\u12 % \\')],
  ])('is not found %s', (_where, response) => {
    expect(echoesSecret(response, secrets)).toBe(false);
  });

  it('is not looked for where it is in every response by chance', () => {
    expect(echoesSecret(httpResponse('{"ok":true}'), { pin: 'tru' })).toBe(false);
  });
});
