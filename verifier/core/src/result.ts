import type { CoreCode } from './codes.ts';

/** Outcome of a check on something that came from outside. `field` names the part that is at fault, where there is one. */
export type Result<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: C; readonly message: string; readonly field?: string };

/** A {@link Result} whose codes are those of this package (`CORE_CODES`). */
export type CoreResult<T> = Result<T, CoreCode>;

/** The failing half of a {@link CoreResult}. */
export type CoreFailure = Extract<CoreResult<never>, { ok: false }>;

export function ok(): { readonly ok: true; readonly value: undefined };
export function ok<T>(value: T): { readonly ok: true; readonly value: T };
export function ok(value?: unknown): { readonly ok: true; readonly value: unknown } {
  return { ok: true, value };
}

export function fail(code: CoreCode, message: string, field?: string): CoreFailure {
  return field === undefined ? { ok: false, code, message } : { ok: false, code, message, field };
}
