import { element, isLiteral } from '@cloudx3/adapter-kit';
import { ReadingSchema, create } from '@cloudx3/proto';
import { EXCHANGE } from '../../exchange.ts';
import type { Exchange } from '../../exchange.ts';
import { EXEMPLAR, READ, RECORDED, meterAnswer } from '../exemplar.ts';
import { forged, made, madeWithRead } from '../judge.ts';
import type { Violation } from '../judge.ts';

const METER = element('id', '{id}');
const STATUSES = [400, 401, 403, 404, 409, 429, 301, 302, 307, 500, 502, 503];

/** What can be wrong with recorded answers, and with what reads them. */
export const RESPONSE_VIOLATIONS: readonly Violation[] = [
  [
    'a file that the manifest does not name',
    { records: [...RECORDED, { file: 'stray.http', response: meterAnswer(), entry: undefined }] },
    ['are all named in the manifest'],
  ],
  [
    'a row of the error table that nothing shows',
    made({
      errors: [
        ...EXEMPLAR.errors,
        { code: 'meter.full', status: 507, meaning: 'x', remedy: 'x', retry: 'later' },
      ],
    }),
    ['show every row of the error table: without it an answer would be explained otherwise'],
  ],
  [
    'an answer that means something else',
    {
      records: RECORDED.map((record) =>
        record.file === 'on.http' ? { ...record, response: meterAnswer({ power: 13 }) } : record,
      ),
    },
    ['answers its operation as expected'],
  ],
  [
    'an answer that is explained by another row',
    made({
      errors: [...EXEMPLAR.errors].reverse().map((row) => ({ ...row, status: 401, code: row.code })),
    }),
    ['answers its operation as expected'],
  ],
  [
    'texts that stand for numbers and are none',
    madeWithRead({
      readings: {
        ...READ.readings,
        on: {
          unit: '1',
          path: [METER, 'on'],
          source: 'mapped-string',
          map: { '': '0', on: '1', unavailable: '0' },
        },
      },
    }),
    ['empty text', 'text'],
  ],
  [
    'a condition on the value itself',
    madeWithRead({ conditions: [isLiteral([METER, 'power'], '12.5')] }),
    ['zero is a value'],
  ],
  [
    'whatever comes being taken for a success',
    { exchange: { parseResponse: () => success() } },
    [
      /^(absent|null|empty text|text|a list|an object|NaN, .*|Infinity, .*|a number in the other notation|zero is a value|beyond its bounds|in two elements that match)$/,
      / is response\./,
      / is no answer of the vendor$/,
      'members of every object are inherited by none',
    ],
  ],
  [
    'refusals without words',
    forged({
      errors: STATUSES.map((status) => ({
        code: 'meter.x',
        status,
        meaning: '',
        remedy: '',
        retry: 'later' as const,
      })),
    }),
    [/^status /],
  ],
  [
    'a status that is taken for another',
    { exchange: { parseResponse: (...args) => recoded(EXCHANGE.parseResponse(...args)) } },
    [/^status /],
  ],
  [
    'chunks that are not put together',
    {
      exchange: {
        parseResponse: (...args) =>
          Buffer.from(args[2]).includes('chunked') ? failure('') : EXCHANGE.parseResponse(...args),
      },
    },
    ['the same body in chunks gives the same'],
  ],
  [
    'a reading beyond its bounds',
    { exchange: { parseResponse: () => success({ power: 99_999n }) } },
    ['is refused with a way out, or holds readings within their bounds'],
  ],
  [
    'bytes that make it throw',
    {
      exchange: {
        parseResponse: (...args) => {
          const result = EXCHANGE.parseResponse(...args);
          if (!result.ok && result.code === 'response.json_syntax') throw new SyntaxError('unexpected token');
          return result;
        },
      },
    },
    ['is refused with a way out, or holds readings within their bounds'],
  ],
];

type Parsed = ReturnType<Exchange['parseResponse']>;

function failure(message: string): Parsed {
  return { ok: false, code: 'vendor.status', message };
}

function success(readings: Readonly<Record<string, bigint>> = {}): Parsed {
  const list = Object.entries(readings).map(([name, mantissa]) =>
    create(ReadingSchema, { name, unit: 'W', value: { mantissa, scale: 0 } }),
  );
  return { ok: true, value: { readings: list, observedAtMs: 0n, periodStartMs: 0n, rows: [] } };
}

function recoded(result: Parsed): Parsed {
  const isVendors = !result.ok && result.code.startsWith('vendor.');
  return isVendors ? { ...result, code: 'vendor.condition_failed' } : result;
}
