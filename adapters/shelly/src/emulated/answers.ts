import { jsonAnswer } from 'cloudx3-emulator';
import type { VendorResponse } from 'cloudx3-emulator';
import type * as z from 'zod';

/** As the vendor's front sends them. */
export const HEADERS = [
  ['Server', 'nginx'],
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Access-Control-Allow-Origin', '*'],
] as const;

/** An answer of the API. */
export function json(status: number, body: unknown): VendorResponse {
  return jsonAnswer(status, body, { headers: HEADERS });
}

/** A refusal in the API's newer form. */
export function failure(status: number, error: string, ...messages: string[]): VendorResponse {
  return json(status, { error, data: { messages } });
}

/** What is wrong with a request, member by member. */
export function badRequest(error: z.ZodError): VendorResponse {
  return failure(
    400,
    'BAD_REQUEST',
    ...error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  );
}
