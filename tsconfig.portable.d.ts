// All that our libraries ask of a platform besides the language (ES2023): what Node 20 and every browser have. What is not declared here
// does not compile in them.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}

declare class URL {
  static canParse(url: string): boolean;
  constructor(url: string);
  readonly href: string;
}

declare function setTimeout(callback: (value?: undefined) => void, delayMs: number): unknown;
