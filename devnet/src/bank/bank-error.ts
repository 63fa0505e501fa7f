import { SdkError } from '../tx/sdk-error.ts';

/** Error codes of x/bank (codespace `bank`). */
const BankCode = {
  noInputs: [2, 'no inputs to send transaction'],
  noOutputs: [3, 'no outputs to send transaction'],
  mismatch: [4, 'sum inputs != sum outputs'],
  multipleSenders: [9, 'multiple senders not allowed'],
} as const;

export function bankError(name: keyof typeof BankCode): SdkError {
  const [code, text] = BankCode[name];
  return new SdkError('bank', code, text);
}
