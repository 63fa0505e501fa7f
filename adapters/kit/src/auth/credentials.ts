import * as z from 'zod';
import { AdapterError } from '../error.ts';
import type { AuthStrategy, HoleSpec } from './strategy.ts';

/**
 * What fills an operation's holes. Opaque: printing, logging or serialising it shows nothing, so that a careless log line
 * cannot leak a key.
 */
export class Credentials {
  readonly #secrets: Readonly<Record<string, string>>;

  constructor(secrets: Readonly<Record<string, string>>) {
    this.#secrets = Object.freeze({ ...secrets });
  }

  /** Values by hole. For whoever renders a request and nobody else. */
  reveal(): Readonly<Record<string, string>> {
    return this.#secrets;
  }

  /** Shows nothing. */
  toString(): string {
    return '[credentials]';
  }

  /** Shows nothing. */
  toJSON(): string {
    return '[credentials]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[credentials]';
  }
}

const CHARSETS = {
  digits: { pattern: /^[0-9]*$/, text: '0-9' },
  'hex-lower': { pattern: /^[0-9a-f]*$/, text: '0-9 a-f' },
  alphanumeric: { pattern: /^[A-Za-z0-9]*$/, text: 'A-Z a-z 0-9' },
  unreserved: { pattern: /^[A-Za-z0-9\-._~]*$/, text: 'A-Z a-z 0-9 - . _ ~' },
  identifier: { pattern: /^[A-Za-z0-9\-._~:]*$/, text: 'A-Z a-z 0-9 - . _ ~ :' },
} as const satisfies Record<HoleSpec['charset'], { pattern: RegExp; text: string }>;

/** Zod schema of one secret that fills `hole`, marked `sensitive` for whoever makes forms, help or logs of it. */
export function secretSchema(hole: HoleSpec, description: string): z.ZodType<string> {
  const { pattern, text } = CHARSETS[hole.charset];
  return z
    .string('is missing')
    .min(hole.minLength, `must have ${lengthText(hole)}`)
    .max(hole.maxLength, `must have ${lengthText(hole)}`)
    .regex(pattern, `must be of ${text} only; look for a stray space, quote or line break`)
    .meta({ sensitive: true, description });
}

/** Reads what an operator configured. Throws {@link AdapterError} that names the fields and shows no value. */
export function readCredentials(auth: AuthStrategy, input: unknown): Credentials {
  const parsed = auth.credentials.safeParse(input);
  if (parsed.success) return new Credentials(parsed.data);
  const problems = parsed.error.issues.map(
    (issue) => `${['credentials', ...issue.path].join('.')}: ${issueText(issue)}`,
  );
  throw new AdapterError('adapter.credentials', [...new Set(problems)].join('; '));
}

/** Own messages only: zod's default ones may quote what they were given, such as a secret in the place of a member name. */
function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'has members that this vendor does not use';
  if (issue.path.length === 0) return 'must be an object';
  return issue.message;
}

function lengthText(hole: HoleSpec): string {
  const { minLength, maxLength } = hole;
  return minLength === maxLength
    ? `exactly ${minLength} characters`
    : `${minLength} to ${maxLength} characters`;
}
