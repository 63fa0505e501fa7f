/** Error codes of the SDK that clients tell apart (codespace `sdk`). */
export const SdkCode = {
  txDecode: [2, 'tx parse error'],
  unauthorized: [4, 'unauthorized'],
  insufficientFunds: [5, 'insufficient funds'],
  unknownRequest: [6, 'unknown request'],
  invalidAddress: [7, 'invalid address'],
  invalidPubKey: [8, 'invalid pubkey'],
  unknownAddress: [9, 'unknown address'],
  invalidCoins: [10, 'invalid coins'],
  outOfGas: [11, 'out of gas'],
  memoTooLarge: [12, 'memo too large'],
  insufficientFee: [13, 'insufficient fee'],
  tooManySignatures: [14, 'maximum number of signatures exceeded'],
  noSignatures: [15, 'no signatures supplied'],
  invalidRequest: [18, 'invalid request'],
  mempoolIsFull: [20, 'mempool is full'],
  keyNotFound: [22, 'key not found'],
  txTimeoutHeight: [30, 'tx timeout height'],
  unknownExtension: [31, 'unknown extension options'],
  wrongSequence: [32, 'incorrect account sequence'],
  invalidHeight: [26, 'invalid height'],
  invalidType: [29, 'invalid type'],
  logic: [35, 'internal logic error'],
  notSupported: [37, 'feature not supported'],
  notFound: [38, 'not found'],
  invalidGasLimit: [41, 'invalid gas limit'],
  txTimeout: [42, 'tx timeout'],
  panic: [111222, 'panic'],
} as const;

/** Error codes of x/wasm (codespace `wasm`). */
export const WasmCode = {
  createFailed: [2, 'create wasm contract failed'],
  accountExists: [3, 'contract account already exists'],
  instantiateFailed: [4, 'instantiate wasm contract failed'],
  executeFailed: [5, 'execute wasm contract failed'],
  notFound: [8, 'not found'],
  queryFailed: [9, 'query wasm contract failed'],
  invalidMsg: [10, 'invalid CosmosMsg from the contract'],
  migrationFailed: [11, 'migrate wasm contract failed'],
  empty: [12, 'empty'],
  limit: [13, 'exceeds limit'],
  invalid: [14, 'invalid'],
  duplicate: [15, 'duplicate'],
  unknownMsg: [20, 'unknown message from the contract'],
  unsupported: [17, 'unsupported for this contract'],
  invalidEvent: [21, 'invalid event'],
  noSuchContract: [22, 'no such contract'],
  queryStack: [27, 'max query stack size exceeded'],
  noSuchCode: [28, 'no such code'],
  vmError: [29, 'wasmvm error'],
  callDepth: [30, 'max call depth exceeded'],
} as const;

/** What a contract is told when a query fails for a reason that is no contract's own error (a SystemError). */
export type SystemErrorJson = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface SdkErrorTraits {
  /** A contract's own error: handed to the calling contract as it is, not redacted. */
  readonly deterministic?: boolean;
  readonly system?: SystemErrorJson;
}

/** A failure that the chain reports by codespace and code. The message reads outermost first, as `Wrap` builds it. */
export class SdkError extends Error {
  override readonly name = 'SdkError';
  readonly codespace: string;
  readonly code: number;
  readonly deterministic: boolean;
  readonly system: SystemErrorJson | undefined;

  constructor(codespace: string, code: number, message: string, traits: SdkErrorTraits = {}) {
    super(message);
    this.codespace = codespace;
    this.code = code;
    this.deterministic = traits.deterministic ?? false;
    this.system = traits.system;
  }

  /** The same failure with more context. Only an unwrapped contract error stays readable for other contracts. */
  wrap(description: string): SdkError {
    const traits = this.system === undefined ? {} : { system: this.system };
    return new SdkError(this.codespace, this.code, `${description}: ${this.message}`, traits);
  }

  /** What a contract gets to know of it. */
  redacted(): string {
    return this.deterministic ? this.message : `codespace: ${this.codespace}, code: ${this.code}`;
  }
}

function described(description: string | undefined, text: string): string {
  return description === undefined ? text : `${description}: ${text}`;
}

export function sdkError(name: keyof typeof SdkCode, description?: string): SdkError {
  const [code, text] = SdkCode[name];
  return new SdkError('sdk', code, described(description, text));
}

export function wasmError(
  name: keyof typeof WasmCode,
  description?: string,
  traits?: SdkErrorTraits,
): SdkError {
  const [code, text] = WasmCode[name];
  return new SdkError('wasm', code, described(description, text), traits);
}

/** A failure that the SDK has registered no code for. */
export function undefinedError(message: string): SdkError {
  return new SdkError('undefined', 1, message);
}

/** Runs and adds context to a failure of the chain; everything else passes through. */
export function wrapping<T>(description: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof SdkError ? error.wrap(description) : error;
  }
}
