import type { OperationUnderTest, Subject } from '../subject.ts';
import { codeOfAll } from './said.ts';

/** The time of a session of which nothing is recorded. */
const SOME_TIME_MS = 1_700_000_000_000n;

/** What comes of a response to an operation, with the parameters of its recorded success where there is one. */
export function evaluated({ exchange }: Subject, test: OperationUnderTest, response: Uint8Array) {
  const { operation, sample, params } = test;
  return exchange.parseResponse(
    operation,
    sample?.params ?? params,
    response,
    sample?.sessionTimeMs ?? SOME_TIME_MS,
  );
}

/** The code of what comes of a response; `ok` where it is a success. */
export function outcomeFor(subject: Subject, test: OperationUnderTest, response: Uint8Array): string {
  const result = evaluated(subject, test, response);
  return result.ok ? codeOfAll(result.value) : result.code;
}
