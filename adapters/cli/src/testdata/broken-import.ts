// What is absent is not this module but another that it wants.
export const adapter: unknown = await import(new URL('absent.ts', import.meta.url).href);
