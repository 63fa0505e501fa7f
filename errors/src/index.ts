// What every error of ours is made of.
export { CodedError } from './coded-error.ts';
export { codeOf } from './code-of.ts';
export { messageOf } from './message-of.ts';
