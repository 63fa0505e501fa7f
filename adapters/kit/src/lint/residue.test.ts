import { defineOperation } from '@cloudx3/verifier-core';
import type { OperationSpec } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { describeResidue } from './residue.ts';

const POST: OperationSpec = {
  kind: 'action',
  name: 'test/act',
  server: { name: 'api.example.org' },
  method: 'POST',
  target: '/x',
  contentType: 'application/x-www-form-urlencoded',
  body: 'a=b',
  maxRequestBytes: 1_024,
  maxResponseBytes: 512,
};
const FIXED = { charset: 'alphanumeric', minLength: 16, maxLength: 16 } as const;
const VARYING = { ...FIXED, maxLength: 32 } as const;

function residue(change: Partial<OperationSpec>) {
  return describeResidue(defineOperation({ ...POST, ...change }));
}

describe('where a hole stands', () => {
  it.each<[string, Partial<OperationSpec>, object]>([
    ['first in the query', { target: '/x?key={!k}' }, { part: 'request-line', after: 'key=' }],
    ['later in the query', { target: '/x?a=b&key={!k}&c=d' }, { part: 'request-line', after: 'key=' }],
    ['in the path', { target: '/bot/{!k}/x' }, { part: 'request-line', after: '/bot/' }],
    ['alone in a header', { headers: { 'x-key': '{!k}' } }, { part: 'header', header: 'x-key', after: '' }],
    [
      'after a word in a header',
      { headers: { authorization: 'Token {!k}' } },
      { part: 'header', header: 'authorization', after: 'Token ' },
    ],
    ['in a form', { body: 'a=b&key={!k}' }, { part: 'body', after: 'key=' }],
    ['in a JSON text', { body: '{{"a":1,"key":"{!k}"}}' }, { part: 'body', after: '"key":"' }],
    ['alone in the body', { body: '{!k}' }, { part: 'body', after: '' }],
  ])('%s is told by what stands before it', (_, change, place) => {
    expect(residue({ ...change, holes: { k: FIXED } }).map((one) => one.place)).toEqual([place]);
  });

  it('is told in the order of the request, not of the names', () => {
    const found = residue({
      target: '/x?z={!z}',
      headers: { 'x-b': '{!b}' },
      body: 'a={!a}',
      holes: { a: FIXED, b: FIXED, z: FIXED },
    });
    expect(found.map(({ hole }) => hole)).toEqual(['z', 'b', 'a']);
  });
});

describe('what stays open', () => {
  it.each<[string, Partial<OperationSpec>, string, string]>([
    [
      'one length in the request line',
      { target: '/x?key={!k}', holes: { k: FIXED } },
      'sees its length, 16, which is the same for everybody and tells nothing',
      'a valid credential fills it; only the owner of a shorter one that the vendor takes could hide a header line or the start of another request in the difference',
    ],
    [
      'several lengths in a header',
      { headers: { 'x-key': '{!k}' }, holes: { k: VARYING } },
      'sees its length, 16 to 32, which may tell up to 4.1 bits of whose it is',
      'the owner of a valid credential of 16 could hide a header line or the start of another request in up to 16 bytes beside it',
    ],
    [
      'one length in the body',
      { body: 'key={!k}', holes: { k: FIXED } },
      'sees its length, 16, which is the same for everybody and tells nothing',
      'a valid credential fills it; only the owner of a shorter one that the vendor takes could hide more of the body in the difference',
    ],
    [
      'two lengths in the body',
      { body: 'key={!k}', holes: { k: { ...FIXED, maxLength: 17 } } },
      'sees its length, 16 to 17, which may tell up to 1.0 bits of whose it is',
      'the owner of a valid credential of 16 could hide more of the body in up to 1 bytes beside it',
    ],
  ])('of %s', (_, change, observer, prover) => {
    expect(residue(change)).toMatchObject([{ observer, prover }]);
  });

  it('is nothing where nothing is hidden', () => {
    expect(residue({})).toEqual([]);
  });
});
