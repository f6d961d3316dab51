import { hash } from "node:crypto";

/** SHA-256 of UTF-8 text, lower-case hex. */
export const sha256 = (text: string): string => hash("sha256", text, "hex");

export const sha256Of = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");
