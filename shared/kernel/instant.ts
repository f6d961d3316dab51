import type { Brand } from "./brand.ts";

/** A moment, UTC, in milliseconds since 1970. For display and audit; device instants never order anything. */
export type Instant = Brand<number, "Instant">;

export const instant = (ms: number): Instant => Math.trunc(ms) as Instant;
