import type { ByteReader } from './byte-reader.ts';
import { WasmFormatError } from './byte-reader.ts';
import {
  IMMEDIATES,
  Immediate,
  LAST_SATURATING,
  MISC_PREFIX,
  REFERENCE_INSTRUCTIONS,
  TABLE_INSTRUCTIONS,
  refusalOf,
} from './opcodes.ts';

/** Thrown for instructions that are well-formed but that the VM's gatekeeper does not let through. */
export class ForbiddenInstructionError extends Error {
  override readonly name = 'ForbiddenInstructionError';
}

/**
 * Walks the instructions of one function body. `visit` gets the opcode and where the instruction starts and ends.
 * Throws WasmFormatError for disabled proposals and ForbiddenInstructionError for reference instructions.
 */
export function walkInstructions(
  reader: ByteReader,
  visit: (opcode: number, start: number, end: number) => void,
): void {
  while (!reader.done) {
    const start = reader.offset;
    const opcode = reader.u8();
    skipImmediates(reader, opcode, start);
    visit(opcode, start, reader.offset);
  }
}

function skipImmediates(reader: ByteReader, opcode: number, start: number): void {
  switch (IMMEDIATES[opcode]) {
    case Immediate.none:
      break;
    case Immediate.index:
      reader.u32();
      break;
    case Immediate.twoIndices:
      reader.u32();
      reader.u32();
      break;
    case Immediate.blockType:
      reader.skipBlockType();
      break;
    case Immediate.memory:
      reader.skipMemoryArgument();
      break;
    case Immediate.branchTable:
      reader.vector(() => reader.u32());
      reader.u32();
      break;
    case Immediate.s32:
      reader.skipSigned(32);
      break;
    case Immediate.s64:
      reader.skipSigned(64);
      break;
    case Immediate.four:
      reader.skip(4);
      break;
    case Immediate.eight:
      reader.skip(8);
      break;
    default:
      refuse(reader, opcode, start);
  }
}

function refuse(reader: ByteReader, opcode: number, start: number): void {
  const reference = REFERENCE_INSTRUCTIONS.get(opcode);
  if (reference !== undefined) {
    throw new ForbiddenInstructionError(referenceRefusal(reference));
  }
  const sub = opcode === MISC_PREFIX ? reader.u32() : undefined;
  if (sub !== undefined && sub <= LAST_SATURATING) return;
  const table = sub === undefined ? undefined : TABLE_INSTRUCTIONS.get(sub);
  if (table !== undefined) throw new ForbiddenInstructionError(referenceRefusal(table));
  throw new WasmFormatError(`${refusalOf(opcode, sub)} (at offset 0x${start.toString(16)})`);
}

function referenceRefusal(name: string): string {
  return `Reference type operation detected: ${name}. Reference types are not supported.`;
}
