import type { ByteReader } from './byte-reader.ts';
import { ReferenceReader } from './constant-expression.ts';
import type { FunctionReference } from './module.ts';

/** Bits of a segment's flags (core specification, 5.5.12 and 5.5.14). */
const NOT_ACTIVE = 1;
const WITH_INDEX = 2;
const EXPRESSIONS = 4;
const LAST_ELEMENT_FLAGS = 7;
const LAST_DATA_FLAGS = 2;

/** Reads the segments of tables. Only active ones: the others are part of bulk memory, which the VM does not enable. */
export function readElements(reader: ByteReader): FunctionReference[] {
  const references = new ReferenceReader(reader);
  reader.vector(() => {
    const flags = reader.u32();
    if (flags > LAST_ELEMENT_FLAGS) reader.fail('invalid flags byte in element segment');
    if ((flags & NOT_ACTIVE) !== 0) reader.fail('bulk memory must be enabled');
    const withIndex = (flags & WITH_INDEX) !== 0;
    if (withIndex) reader.u32();
    references.constantExpression();
    if (withIndex) reader.u8();
    const asExpressions = (flags & EXPRESSIONS) !== 0;
    reader.vector(() => (asExpressions ? references.constantExpression() : references.functionIndex()));
  });
  return references.found;
}

/** Passes over the segments of the memory. Only active ones, likewise. */
export function checkData(reader: ByteReader): void {
  const references = new ReferenceReader(reader);
  reader.vector(() => {
    const flags = reader.u32();
    if (flags > LAST_DATA_FLAGS) reader.fail('invalid flags byte in data segment');
    if ((flags & NOT_ACTIVE) !== 0) reader.fail('passive data segments require the bulk-memory proposal');
    if ((flags & WITH_INDEX) !== 0) reader.u32();
    references.constantExpression();
    reader.skip(reader.u32());
  });
}
