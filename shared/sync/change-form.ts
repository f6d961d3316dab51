/** SHA-256, hex in lower case, of UTF-8 text. Injected: shared code has no crypto of its own. */
export type Sha256 = (text: string) => string;

// Apart from change.ts, whose parsers no page may carry: whoever verifies offline needs these and nothing else.

export const HEAD_VERSION = 1;
export const CHANGE_KINDS = ["created", "edited", "settled", "submitted", "withdrawn", "attached", "detached", "recorded"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
/** `prev` of a replica's first change. */
export const ZERO_HASH = "0".repeat(64);
/** Salt joined with the body: erasing body and salt later leaves the chain verifiable. */
export const bodyHashOf = (sha256: Sha256, salt: string, body: string): string => sha256(salt + body);
/** The link of the chain: `prev` of the next change. */
export const changeHashOf = (sha256: Sha256, head: string): string => sha256(`guichet-change-1\n${head}`);

/** What one push signs with the replica's Ed25519 key. */
export function pushSigningText(push: {
  readonly centre: string; readonly epoch: string; readonly replica: string; readonly first: number; readonly last: number; readonly lastHash: string;
}): string {
  return ["guichet-push-1", push.centre, push.epoch, push.replica, push.first, push.last, push.lastHash].join("\n");
}
