/** A file that says itself why it cannot be read. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}
