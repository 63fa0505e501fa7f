import { SdkError } from '../error.ts';

/**
 * A lookup by key whose contract answers "… .unknown" where there is nothing, or one of `absences` where it says it in a code of its
 * own: that is undefined, every other failure stays one.
 */
export async function undefinedIfUnknown<T>(
  lookup: Promise<T>,
  absences: readonly string[] = [],
): Promise<T | undefined> {
  try {
    return await lookup;
  } catch (error) {
    const code = error instanceof SdkError ? error.contractCode : undefined;
    if (code !== undefined && (code.endsWith('.unknown') || absences.includes(code))) return undefined;
    throw error;
  }
}
