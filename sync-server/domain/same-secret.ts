import { createHash, timingSafeEqual } from "node:crypto";

/** The only way at the centre that secrets, and what is made of them (a MAC, a token), are compared: how long it takes tells nothing of where they differ, nor of their length. */
export const isSameSecret = (one: string | Uint8Array, other: string | Uint8Array): boolean => timingSafeEqual(digestOf(one), digestOf(other));

const digestOf = (secret: string | Uint8Array): Uint8Array => createHash("sha256").update(secret).digest();
