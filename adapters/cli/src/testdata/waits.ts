// Nothing is left that could end this.
await new Promise(() => undefined);

export const adapter = 1;
