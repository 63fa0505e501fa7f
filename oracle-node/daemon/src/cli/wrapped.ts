const COLUMNS = 100;
const LABEL = 11;

/** Text of people under a label, broken at blanks and within a URL so that it fits into a terminal of 100 columns; a word is left whole. */
export function wrapped(label: string, text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[^\s&?]*[&?]|[^\s&?]+\s*|\s+/g) ?? []) {
    if (line !== '' && (line + word).trimEnd().length > COLUMNS - LABEL) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return [...lines, line].map((each, index) => `  ${(index === 0 ? label : '').padEnd(LABEL - 2)}${each}`);
}
