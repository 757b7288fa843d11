/** An address a text may link to, or undefined: https and mailto only, so that nothing runs and nothing is sent in clear. */
export function safeLink(address: string): string | undefined {
  if (!/^(https:\/\/|mailto:)/i.test(address.trim())) return undefined;
  return URL.canParse(address) ? new URL(address).href : undefined;
}

/** A picture that this page made itself, or undefined; anybody else's would tell them who reads it. */
export const ownPicture = (address: string): string | undefined =>
  /^(data:image\/(png|jpeg|gif|webp);base64,|blob:)/.test(address) ? address : undefined;
