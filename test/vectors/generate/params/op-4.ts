import { Charset, OperationSchema, encode } from '@cloudx3/proto';
import type { MessageInitShape, Operation } from '@cloudx3/proto';
import { POWER } from '../operations.ts';
import { build, hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

type Type = NonNullable<MessageInitShape<typeof OperationSchema>['parameters']>[number]['type'];

const INTEGER: Type = { case: 'integer', value: { min: -10n, max: 100n } };
const INT64: Type = { case: 'integer', value: { min: -(2n ** 63n), max: 2n ** 63n - 1n } };
const DECIMAL: Type = {
  case: 'decimal',
  value: { maxScale: 2, min: { mantissa: -905n, scale: 1 }, max: { mantissa: 90n, scale: 0 } },
};
const CHOICE: Type = { case: 'choice', value: { values: ['off', 'on'] } };
const token = (charset: Charset): Type => ({ case: 'token', value: { charset, minLength: 2, maxLength: 4 } });

const VALUES: readonly (readonly [
  kind: string,
  type: Type,
  good: readonly string[],
  bad: readonly string[],
])[] = [
  [
    'integer',
    INTEGER,
    ['0', '-10', '100', '7'],
    ['', '-0', '00', '07', '+7', '101', '-11', '1.0', '1e1', ' 1', '1\n', '0x1', '٣'],
  ],
  [
    '64-bit integer',
    INT64,
    ['9223372036854775807', '-9223372036854775808'],
    ['9223372036854775808', '-9223372036854775809', '1'.repeat(500)],
  ],
  [
    'decimal',
    DECIMAL,
    ['0', '0.00', '-90.5', '90', '90.00', '1.25'],
    ['', '-0', '-0.00', '1.', '.5', '01', '1.255', '90.01', '-90.51', '+1', '1e1', '1,5'],
  ],
  ['token of digits', token(Charset.DIGITS), ['12', '1234'], ['1', '12345', '1a', '1-', '']],
  ['token of lower-case hex', token(Charset.HEX_LOWER), ['0f', 'abcd'], ['0F', '0g']],
  ['token of letters and digits', token(Charset.ALPHANUMERIC), ['aZ', '09'], ['a-', 'a_', 'äb']],
  [
    'token of unreserved characters',
    token(Charset.UNRESERVED),
    ['a-._', '~~'],
    ['a:', 'a/b', 'a b', 'a%2', 'a"b', 'a\nb'],
  ],
  [
    'token of identifier characters',
    token(Charset.IDENTIFIER),
    ['a:b', '-._~'],
    ['a/b', 'a b', 'a&b', 'a\\b', 'a\u0000'],
  ],
  ['choice', CHOICE, ['on', 'off'], ['', 'ON', 'onn', 'of']],
];

/** Values of each type of parameter (rule OP-4). */
export function op4Vectors(): Vector[] {
  return VALUES.flatMap(([kind, type, good, bad]) => {
    const operation = hex(encode(OperationSchema, operationWith(type)));
    const fields = (value: string) => ({ operation, params: [{ name: 'device_id', value }] });
    return [
      ...good.map((value) => valid('OP-4', `${kind}: ${JSON.stringify(value)}`, fields(value))),
      ...bad.map((value) =>
        invalid('OP-4', `${kind}: ${JSON.stringify(value).slice(0, 40)}`, 'params.value', fields(value)),
      ),
    ];
  });
}

function operationWith(type: Type): Operation {
  return build(OperationSchema, { ...POWER.message, parameters: [{ name: 'device_id', type }] });
}
