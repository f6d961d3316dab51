import { isStorableText } from "../../shared/kernel/wire-text.ts";

/** Path of the first text (key or value) that PostgreSQL could not store, else undefined. The value came out of parseJson: bounded depth. */
export function findUnstorableText(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") return isStorableText(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorableText(key)) return path;
    const found = findUnstorableText(inner, path === "" ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
