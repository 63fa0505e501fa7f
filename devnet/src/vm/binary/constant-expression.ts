import type { ByteReader } from './byte-reader.ts';
import type { FunctionReference } from './module.ts';
import { Op } from './opcodes.ts';

/** Collects the function indices that a reader passes. */
export class ReferenceReader {
  readonly found: FunctionReference[] = [];
  readonly #reader: ByteReader;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  functionIndex(): void {
    const start = this.#reader.offset;
    const index = this.#reader.u32();
    this.found.push({ start, end: this.#reader.offset, index });
  }

  /** One constant instruction and `end`: all that a value known at instantiation may be. */
  constantExpression(): void {
    const reader = this.#reader;
    switch (reader.u8()) {
      case Op.i32Const:
        reader.skipSigned(32);
        break;
      case Op.i64Const:
        reader.skipSigned(64);
        break;
      case Op.f32Const:
        reader.skip(4);
        break;
      case Op.f64Const:
        reader.skip(8);
        break;
      case Op.globalGet:
        reader.u32();
        break;
      case Op.refNull:
        reader.skipSigned(33);
        break;
      case Op.refFunc:
        this.functionIndex();
        break;
      default:
        reader.fail('constant expression required');
    }
    if (reader.u8() !== Op.end) reader.fail('constant expression required');
  }
}
