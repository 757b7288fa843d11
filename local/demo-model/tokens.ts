/** The pieces a text streams in: a word or a mark, with the space before it. Joined, they are the text again. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*[\p{L}\p{N}_]+|\s*[^\s\p{L}\p{N}_]|\s+/gu) ?? [];
}
