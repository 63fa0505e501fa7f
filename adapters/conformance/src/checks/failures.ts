import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import { framingFailures } from '../mutation/framing.ts';
import { responseWith } from '../mutation/http.ts';
import { outcomeFor } from '../mutation/outcome.ts';
import type { OperationUnderTest, Subject } from '../subject.ts';

/** A status that is no success, and the code that it must have (RES-3). */
const STATUSES = [
  [400, 'vendor.status'],
  [401, 'vendor.unauthorized'],
  [403, 'vendor.unauthorized'],
  [404, 'vendor.not_found'],
  [409, 'vendor.status'],
  [429, 'vendor.rate_limited'],
  [301, 'vendor.redirect'],
  [302, 'vendor.redirect'],
  [307, 'vendor.redirect'],
  [500, 'vendor.server_error'],
  [502, 'vendor.server_error'],
  [503, 'vendor.server_error'],
] as const;

/** Every failure of HTTP has a code of its own, which can be explained to an operator. */
export function failureChecks(subject: Subject): Check[] {
  return subject.operations.flatMap((test) => {
    return checksOf(`failures of ${test.key}`, {
      ...Object.fromEntries(STATUSES.map(([status, code]) => statusCheck(subject, test, status, code))),
      ...Object.fromEntries(
        framingFailures(test.operation).map(({ name, response, code }) => [
          `${name} is ${code}`,
          () => expect(outcomeFor(subject, test, response)).toBe(code),
        ]),
      ),
    });
  });
}

function statusCheck(
  subject: Subject,
  test: OperationUnderTest,
  status: number,
  code: string,
): [string, Check['run']] {
  return [
    `status ${status} is ${code}, and can be explained to an operator`,
    () => {
      const response = responseWith(status, '{"message":"no"}');
      expect(outcomeFor(subject, test, response)).toBe(code);
      const explanation = subject.exchange.explainFailure(subject.adapter, code, response);
      expect(explanation.meaning).not.toBe('');
      expect(explanation.remedy).not.toBe('');
    },
  ];
}
