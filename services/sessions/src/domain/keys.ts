/**
 * Every key of something a person owns begins with `u/{person}/`: this file is the only one that builds them. A user name
 * becomes one path segment that no other name can become, whatever characters it has.
 */
function segment(username: string): string {
  if (username === '') throw new Error('Nobody owns this');
  const escaped = encodeURIComponent(username).replaceAll('%40', '@').replaceAll('%', '=');
  // A name of dots alone would walk up a path.
  return /^\.+$/.test(escaped) ? escaped.replaceAll('.', '=2E') : escaped;
}

/** Where a person's conversations are listed. */
export const ownerKey = (username: string): string => `u/${segment(username)}`;

/** Where the messages of one history of a conversation are. */
export const historyKey = (username: string, sessionId: string, historyId: string): string =>
  `${ownerKey(username)}/sessions/${sessionId}/${historyId}`;

/** What all images of a conversation begin with; ends with a slash, so that `a` is no prefix of `ab`. */
export const imagePrefix = (username: string, sessionId: string): string =>
  `${ownerKey(username)}/images/${sessionId}/`;

/** Where one image is. */
export const imageKey = (username: string, sessionId: string, id: string, extension: string): string =>
  `${imagePrefix(username, sessionId)}${id}.${extension}`;

const afterOwner = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\/[a-z0-9-]{26,36}\.[a-z]{3,4}$/;

/** Whether a key that a client sent names an image which we issued to this person. */
export function isImageOf(username: string, key: string): boolean {
  const prefix = `${ownerKey(username)}/images/`;
  return key.startsWith(prefix) && afterOwner.test(key.slice(prefix.length));
}
