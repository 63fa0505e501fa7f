import type { Refusal, VendorResponse } from './cloud.ts';

/** The status that most vendors give each refusal (RFC 9110 section 15, RFC 6585 section 4). */
export const REFUSAL_STATUSES = {
  unauthorized: 401,
  'not-found': 404,
  'rate-limited': 429,
  'server-error': 500,
} as const satisfies Record<Refusal, number>;

/** How a vendor frames what it answers. */
export interface AnswerStyle {
  /** In the vendor's order and case; the type of the content alone unless given. */
  readonly headers?: VendorResponse['headers'];
  /** By length unless given. */
  readonly framing?: VendorResponse['framing'];
}

/** An answer whose body is this value as JSON. */
export function jsonAnswer(status: number, body: unknown, style: AnswerStyle = {}): VendorResponse {
  const { headers = [['Content-Type', 'application/json; charset=utf-8']], framing = 'content-length' } =
    style;
  return { status, headers, body: JSON.stringify(body), framing };
}
