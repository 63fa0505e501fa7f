import { SdkError } from './error.ts';

/** A lookup by key whose contract answers "… .unknown" where there is nothing: that is undefined, every other failure stays one. */
export async function undefinedIfUnknown<T>(lookup: Promise<T>): Promise<T | undefined> {
  try {
    return await lookup;
  } catch (error) {
    if (error instanceof SdkError && (error.contractCode?.endsWith('.unknown') ?? false)) return undefined;
    throw error;
  }
}
