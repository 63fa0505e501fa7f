import { VmError } from './vm-error.ts';

const LENGTH_BYTES = 4;

/** Decodes `section ‖ u32be(length)` repeated, from the end, as the guest's standard library writes it. */
export function decodeSections(data: Uint8Array): Uint8Array[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const sections: Uint8Array[] = [];
  let end = data.length;
  while (end >= LENGTH_BYTES) {
    const lengthAt = end - LENGTH_BYTES;
    const start = lengthAt - view.getUint32(lengthAt);
    if (start < 0) throw VmError.of('communication', 'Got an invalid section: section length overflow');
    sections.push(data.subarray(start, lengthAt));
    end = start;
  }
  if (end > 0) throw VmError.of('communication', 'Got an invalid section: extra data outside of any section');
  return sections.reverse();
}

export function encodeSections(sections: readonly Uint8Array[]): Uint8Array {
  const total = sections.reduce((sum, section) => sum + section.length + LENGTH_BYTES, 0);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  let offset = 0;
  for (const section of sections) {
    out.set(section, offset);
    view.setUint32(offset + section.length, section.length);
    offset += section.length + LENGTH_BYTES;
  }
  return out;
}
